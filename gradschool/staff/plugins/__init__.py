"""The classes that nbgrader loads by name: nbgrader_config.py and --exporter name them."""
