#include "commands/input.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* Zeroed pages, taken only as they are written to. */
static char *
pages(size_t size)
{
	/* cppcheck-suppress invalidFunctionArg */
	void *p = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	/* cppcheck-suppress memleak */
	return p == MAP_FAILED ? NULL : p;
}

static bool
map_file(struct input *in, int fd, size_t size)
{
	/* One byte more than the file has: a NUL, also behind a last page that is full. */
	char *room = pages(size + 1);
	if (room == NULL)
		return false;
	/* cppcheck-suppress leakReturnValNotUsed */
	if (mmap(room, size, PROT_READ, MAP_PRIVATE | MAP_FIXED, fd, 0) == MAP_FAILED) {
		munmap(room, size + 1);
		return false;
	}
	madvise(room, size, MADV_SEQUENTIAL);
	*in = (struct input){.text = room, .size = size};
	return true;
}

static ssize_t
read_some(int fd, char *to, size_t n)
{
	ssize_t got;
	do
		got = read(fd, to, n);
	while (got < 0 && errno == EINTR);
	return got;
}

static bool
read_pipe(struct input *in, int fd)
{
	const size_t half = INPUT_LIMIT / 2;
	char *room = pages(INPUT_LIMIT + 1), *tail = room != NULL ? room + half : NULL;
	if (room == NULL)
		return false;
	size_t size = 0; /* of all that came */
	for (;;) {
		size_t at = size < INPUT_LIMIT ? size : half + (size - half) % half;
		ssize_t got = read_some(fd, room + at, INPUT_LIMIT - at);
		if (got < 0) {
			munmap(room, INPUT_LIMIT + 1);
			return false;
		}
		if (got == 0)
			break;
		size += (size_t)got;
	}
	*in = (struct input){.text = room, .size = size < INPUT_LIMIT ? size : INPUT_LIMIT, .cut = size > INPUT_LIMIT};
	size_t turn = in->cut ? (size - half) % half : 0; /* where the oldest byte of the tail stands */
	if (turn > 0) {
		char *copy = pages(half);
		if (copy == NULL)
			return false;
		memcpy(copy, tail, half);
		memcpy(tail, copy + turn, half - turn);
		memcpy(tail + half - turn, copy, turn);
		munmap(copy, half);
	}
	if (in->cut)
		room[half - 1] = '\n'; /* what is left out ends a line */
	return true;
}

bool
input_read(struct input *in, const char *path)
{
	bool standard = strcmp(path, "-") == 0;
	int fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	struct stat st;
	if (fd < 0 || fstat(fd, &st) != 0)
		return false;
	bool done = false;
	if (S_ISDIR(st.st_mode))
		errno = EISDIR;
	else if (S_ISREG(st.st_mode) && st.st_size > 0 && (uintmax_t)st.st_size < SIZE_MAX &&
		 (!standard || lseek(fd, 0, SEEK_CUR) == 0))
		done = map_file(in, fd, (size_t)st.st_size);
	else
		done = read_pipe(in, fd);
	int error = errno;
	if (!standard)
		close(fd);
	errno = error;
	return done;
}
