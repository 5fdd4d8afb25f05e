from typing import override
