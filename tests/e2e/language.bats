#!/usr/bin/env bats
# The hint in the person's language, also where that locale is not generated.

load terminal

@test "German, by LANG" {
	language=(LANG=de_DE.UTF-8)
	failure_shows bash cffi-other-abi-venv expect.de
}

@test "German, by LANGUAGE before LANG" {
	language=(LANGUAGE=de:en LANG=en_US.UTF-8)
	failure_shows zsh cffi-other-abi-venv expect.de
}

@test "German, by LANGUAGE beside C.UTF-8" {
	language=(LANGUAGE=de LANG=C.UTF-8)
	failure_shows bash cffi-other-abi-venv expect.de
}

@test "Traditional Chinese, by LC_ALL" {
	language=(LC_ALL=zh_TW.UTF-8)
	failure_shows zsh cffi-other-abi-venv expect.zh_TW
}

@test "Traditional Chinese for Hong Kong, by LC_MESSAGES" {
	language=(LC_MESSAGES=zh_HK.UTF-8)
	failure_shows bash cffi-other-abi-venv expect.zh_TW
}

@test "English where there is no translation" {
	language=(LANG=fi_FI.UTF-8)
	failure_shows bash cffi-other-abi-venv
}

@test "English where everything is C" {
	language=(LC_ALL=C LANGUAGE=de)
	failure_shows bash cffi-missing
}
