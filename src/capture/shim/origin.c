/* Which files are the person's own: the shell's terminal, and what the shell
 * opened for the run (`2> err.log`, `2>&1 | tee log`). What a program opens for
 * itself or for its children is its own affair and is never recorded. */
#include <fcntl.h>

#include "capture/shim/kernel.h"
#include "capture/shim/shim.h"
#include "capture/shim/text.h"

enum { PROBES = 8, ANCESTORS = 64 };

static uint64_t *
process_slot(uint32_t pid, uint32_t probe)
{
	return &shim.ring->processes[(pid * 2654435761u + probe) % RING_PROCESSES]; /* Knuth's multiplier */
}

/* Takes the slot that is empty or was of the oldest run. */
void
origin_join(void)
{
	uint64_t entry = (uint64_t)shim.run << 32 | shim.image;
	uint64_t *oldest = process_slot(shim.image, 0);
	for (uint32_t i = 0; i < PROBES; i++) {
		uint64_t *slot = process_slot(shim.image, i);
		uint64_t seen = __atomic_load_n(slot, __ATOMIC_RELAXED);
		if (seen == entry)
			return;
		if (seen < __atomic_load_n(oldest, __ATOMIC_RELAXED))
			oldest = slot;
	}
	__atomic_store_n(oldest, entry, __ATOMIC_RELEASE);
}

static bool
process_joined(uint32_t pid)
{
	uint64_t entry = (uint64_t)shim.run << 32 | pid;
	for (uint32_t i = 0; i < PROBES; i++)
		if (__atomic_load_n(process_slot(pid, i), __ATOMIC_ACQUIRE) == entry)
			return true;
	return false;
}

/* From /proc/PID/stat, whose second field may hold anything in parentheses; 0
 * if it cannot be known. */
static uint32_t
process_parent(uint32_t pid)
{
	char path[64] = "/proc/";
	size_t n = 6 + text_number(path + 6, pid);
	text_copy(path + n, "/stat", sizeof("/stat"));
	int fd = (int)kernel_open(AT_FDCWD, path, O_RDONLY | O_CLOEXEC, 0);
	if (fd < 0)
		return 0;
	char stat[512];
	long got = kernel_read(fd, stat, sizeof(stat) - 1);
	kernel_close(fd);
	if (got <= 0)
		return 0;
	stat[got] = '\0';
	const char *behind = NULL;
	for (const char *p = stat; *p != '\0'; p++)
		if (*p == ')')
			behind = p + 1;
	uint32_t parent = 0;
	if (behind == NULL || behind[0] != ' ' || behind[1] == '\0' || behind[2] != ' ')
		return 0;
	behind += 3;
	return text_parse(&behind, &parent) ? parent : 0;
}

/* Follows /proc/PID/<name> of a process; false if that cannot be known. */
static bool
process_stat(uint32_t pid, const char *name, struct stat *st)
{
	char path[64] = "/proc/";
	size_t n = 6 + text_number(path + 6, pid);
	text_copy(path + n, name, text_length(name) + 1);
	return kernel_stat(AT_FDCWD, path, st, 0) == 0;
}

static bool
same_file(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

/* True if it was the shell that put `st` on our descriptor `fd`: nothing that
 * this run executed stands between the shell and us. Subshells do not count;
 * a program we are not in (a static launcher such as uv) must have that file
 * there itself, else it is a pipe of its own making. */
static bool
given_by_shell(int fd, const struct stat *st)
{
	struct stat shell, between;
	if (shim.depth > 0 || !process_stat(shim.shell, "/exe", &shell))
		return false;
	uint32_t pid = (uint32_t)kernel_call(SYS_getppid, 0, 0, 0, 0, 0, 0);
	for (int i = 0; i < ANCESTORS && pid > 1 && !process_joined(pid); i++) {
		if (pid == shim.shell)
			return true;
		if (!process_stat(pid, "/exe", &between))
			return false;
		if (!same_file(&between, &shell) &&
		    (!process_stat(pid, fd == 2 ? "/fd/2" : "/fd/1", &between) || !same_file(&between, st)))
			return false;
		pid = process_parent(pid);
	}
	return false;
}

static bool
reference_known(const struct stat *st)
{
	for (size_t i = 0; i < RING_REFERENCES; i++) {
		struct ring_reference *r = &shim.ring->references[i];
		if (__atomic_load_n(&r->run, __ATOMIC_ACQUIRE) == shim.run && r->device == st->st_dev &&
		    r->inode == st->st_ino)
			return true;
	}
	return false;
}

static void
reference_add(const struct stat *st)
{
	uint64_t taken = __atomic_fetch_add(&shim.ring->references_taken, 1, __ATOMIC_RELAXED);
	struct ring_reference *r = &shim.ring->references[taken % RING_REFERENCES];
	__atomic_store_n(&r->run, 0, __ATOMIC_RELEASE);
	r->device = st->st_dev;
	r->inode = st->st_ino;
	__atomic_store_n(&r->run, shim.run, __ATOMIC_RELEASE);
}

void
origin_learn(int fd)
{
	struct stat st;
	if (kernel_fstat(fd, &st) != 0)
		return;
	shim.keeps[fd] = true;
	if (S_ISCHR(st.st_mode)) {
		const dev_t null = 1 << 8 | 3;
		if (st.st_rdev == null || (shim.ring->terminal != 0 && st.st_rdev == shim.ring->terminal))
			return;
	}
	if (!reference_known(&st)) {
		if (!given_by_shell(fd, &st))
			return;
		reference_add(&st);
	}
	shim.given[fd] = true;
	shim.device[fd] = st.st_dev;
	shim.inode[fd] = st.st_ino;
}
