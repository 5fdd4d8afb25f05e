from datetime import UTC
