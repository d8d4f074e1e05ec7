# A regular expression that does not end, and cannot be interrupted.

import re

re.match(r'(a+)+b', 'a' * 60)
