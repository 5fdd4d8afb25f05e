#!/usr/bin/env bats
# Each failure of tests/failures in an interactive bash on a real terminal: the
# right hint stands on the screen. A new failure needs a line here.

load terminal

@test "bash: cffi-other-abi" { failure_shows bash cffi-other-abi; }
@test "bash: cffi-other-abi-venv" { failure_shows bash cffi-other-abi-venv; }
@test "bash: cffi-panic" { failure_shows bash cffi-panic; }
@test "bash: cffi-panic-backtrace" { failure_shows bash cffi-panic-backtrace; }
@test "bash: panic-unprinted" { failure_shows bash panic-unprinted; }
@test "bash: panic-unprinted-backtrace" { failure_shows bash panic-unprinted-backtrace; }
@test "bash: panic-other" { failure_shows bash panic-other; }
@test "bash: cffi-missing" { failure_shows bash cffi-missing; }
@test "bash: cffi-backend-missing" { failure_shows bash cffi-backend-missing; }
@test "bash: ffi-header" { failure_shows bash ffi-header; }
@test "bash: ctypes-missing" { failure_shows bash ctypes-missing; }
@test "bash: ctypes-missing-pyenv" { failure_shows bash ctypes-missing-pyenv; }
@test "bash: module-yaml" { failure_shows bash module-yaml; }
@test "bash: module-pil" { failure_shows bash module-pil; }
@test "bash: module-cv2" { failure_shows bash module-cv2; }
@test "bash: module-jwt" { failure_shows bash module-jwt; }
@test "bash: module-supabase" { failure_shows bash module-supabase; }
@test "bash: module-unknown" { failure_shows bash module-unknown; }
@test "bash: module-misspelt" { failure_shows bash module-misspelt; }
@test "bash: module-own-file" { failure_shows bash module-own-file; }
@test "bash: module-removed" { failure_shows bash module-removed; }
@test "bash: module-split" { failure_shows bash module-split; }
@test "bash: pythonpath-stdlib" { failure_shows bash pythonpath-stdlib; }
@test "bash: pythonhome" { failure_shows bash pythonhome; }

page_shows() { # SHELL NAME
	failure_shows "$1" "$2"
	terminal_type "'$stage/bin/remedy' why | cat"
	terminal_ready
	for text in "Check what is there" "Install for that interpreter" "The system library" "Interpreter and environment" \
		"Reinstall what depends on it" cryptography PyJWT supabase "Step back to an older Python" "Dig deeper"; do
		screen_has "$text"
	done
}

@test "bash: remedy why is the whole page about cffi" { page_shows bash cffi-other-abi-venv; }
@test "bash: remedy why is the whole page about the panic" { page_shows bash cffi-panic; }
