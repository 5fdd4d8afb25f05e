import sys
sys.activate_stack_trampoline("gdb")
