#!/usr/bin/env bats
# Each failure of tests/failures in an interactive zsh on a real terminal: the
# right hint stands on the screen. A new failure needs a line here.

load terminal

@test "zsh: cffi-other-abi" { failure_shows zsh cffi-other-abi; }
@test "zsh: cffi-other-abi-venv" { failure_shows zsh cffi-other-abi-venv; }
@test "zsh: cffi-panic" { failure_shows zsh cffi-panic; }
@test "zsh: cffi-panic-backtrace" { failure_shows zsh cffi-panic-backtrace; }
@test "zsh: panic-unprinted" { failure_shows zsh panic-unprinted; }
@test "zsh: panic-unprinted-backtrace" { failure_shows zsh panic-unprinted-backtrace; }
@test "zsh: panic-other" { failure_shows zsh panic-other; }
@test "zsh: cffi-missing" { failure_shows zsh cffi-missing; }
@test "zsh: cffi-backend-missing" { failure_shows zsh cffi-backend-missing; }
@test "zsh: ffi-header" { failure_shows zsh ffi-header; }
@test "zsh: ctypes-missing" { failure_shows zsh ctypes-missing; }
@test "zsh: ctypes-missing-pyenv" { failure_shows zsh ctypes-missing-pyenv; }
@test "zsh: module-yaml" { failure_shows zsh module-yaml; }
@test "zsh: module-pil" { failure_shows zsh module-pil; }
@test "zsh: module-cv2" { failure_shows zsh module-cv2; }
@test "zsh: module-jwt" { failure_shows zsh module-jwt; }
@test "zsh: module-supabase" { failure_shows zsh module-supabase; }
@test "zsh: module-unknown" { failure_shows zsh module-unknown; }
@test "zsh: module-misspelt" { failure_shows zsh module-misspelt; }
@test "zsh: module-own-file" { failure_shows zsh module-own-file; }
@test "zsh: module-removed" { failure_shows zsh module-removed; }
@test "zsh: module-split" { failure_shows zsh module-split; }
@test "zsh: pythonpath-stdlib" { failure_shows zsh pythonpath-stdlib; }
@test "zsh: pythonhome" { failure_shows zsh pythonhome; }

page_shows() { # SHELL NAME
	failure_shows "$1" "$2"
	terminal_type "'$stage/bin/remedy' why | cat"
	terminal_ready
	for text in "Check what is there" "Install for that interpreter" "The system library" "Interpreter and environment" \
		"Reinstall what depends on it" cryptography PyJWT supabase "Step back to an older Python" "Dig deeper"; do
		screen_has "$text"
	done
}

@test "zsh: remedy why is the whole page about cffi" { page_shows zsh cffi-other-abi-venv; }
@test "zsh: remedy why is the whole page about the panic" { page_shows zsh cffi-panic; }
