import sys
sys.monitoring.set_events(2, 1)
