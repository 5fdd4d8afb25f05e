#!/usr/bin/env bats
# The short form of `make torture` (tests/torture/run has what each does).

setup() {
	cd "$BATS_TEST_DIRNAME/../.."
}

@test "64 processes write, are killed, and are read: no torn record" {
	tests/torture/run "$REMEDY_STAGE" --short ring
}

@test "16 threads write at once: no race but the one that the seal is for, by the thread sanitizer" {
	tests/torture/run "$REMEDY_STAGE" --short races
}

@test "300 random programs: the same bytes and statuses with the capture" {
	tests/torture/run "$REMEDY_STAGE" --short bytes
}

@test "static, setuid, 32-bit, musl and sanitized programs that do odd things with threads, signals and descriptor 2" {
	tests/torture/run "$REMEDY_STAGE" --short preload
}

@test "sudo, gdb, strace, nohup, chroot and others around a program" {
	tests/torture/run "$REMEDY_STAGE" --short around
}

@test "programs in a chroot and behind other mounts, started by a captured Python" {
	tests/torture/run "$REMEDY_STAGE" --short jail
}

@test "shells whose rings, caches, folders and binaries break" {
	tests/torture/run "$REMEDY_STAGE" --short shells
}

@test "200 shells fail and are cured at once: the memory holds what each was told" {
	tests/torture/run "$REMEDY_STAGE" --short remembers
}

@test "40 programs that fail, changed as remedy says: the failure is gone, and Python can read what is there" {
	tests/torture/run "$REMEDY_STAGE" --short edits
}
