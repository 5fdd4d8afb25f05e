import sys
sys.monitoring.use_tool_id(2, "a")
sys.monitoring.use_tool_id(2, "b")
