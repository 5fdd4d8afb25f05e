#include "commands/handover.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/path.h"
#include "base/text.h"
#include "capture/ring.h"

enum { LINES = 9, LINE_LIMIT = 4096 };

char *
handover_line(struct arena *a, const struct fix *f, size_t number)
{
	if (f->command != NULL && !text_is_hostile(f->command) && strlen(f->command) <= LINE_LIMIT)
		return arena_strdup(a, f->command);
	if (f->command != NULL || f->file == NULL)
		return NULL;
	return arena_printf(a, f->before != NULL ? "remedy fix --apply %zu" : "remedy fix %zu", number);
}

/* The folder is this user's alone. */
static bool
folder_is_ours(const char *dir)
{
	struct stat st;
	return lstat(dir, &st) == 0 && S_ISDIR(st.st_mode) && st.st_uid == geteuid() && (st.st_mode & 022) == 0;
}

static bool
file_is_ours(const struct stat *st)
{
	return S_ISREG(st->st_mode) && st->st_uid == geteuid() && st->st_nlink == 1;
}

static bool
write_whole(int fd, const char *bytes, size_t n)
{
	while (n > 0) {
		ssize_t done = write(fd, bytes, n);
		if (done < 0 && errno == EINTR)
			continue;
		if (done <= 0)
			return false;
		bytes += done;
		n -= (size_t)done;
	}
	return true;
}

/* Cut to its size last: where a file was emptied before it was written, ext4 has
 * close wait for the disk. */
static bool
write_file(struct arena *a, const char *file, const struct buf *text)
{
	if (!folder_is_ours(path_dir(a, file))) {
		errno = EPERM;
		return false;
	}
	int fd = open(file, O_WRONLY | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0600);
	struct stat st;
	if (fd < 0)
		return false;
	bool good = fstat(fd, &st) == 0 && file_is_ours(&st) && ((st.st_mode & 0777) == 0600 || fchmod(fd, 0600) == 0);
	if (!good) {
		errno = EPERM;
	} else if (!write_whole(fd, text->text, text->size) ||
		   ((size_t)st.st_size > text->size && ftruncate(fd, (off_t)text->size) != 0)) {
		int saved = errno;
		good = false;
		if (ftruncate(fd, 0) != 0) /* half a command is worse than none */
			unlink(file);
		errno = saved;
	}
	int saved = errno;
	close(fd);
	errno = saved;
	return good;
}

/* RING with its ending replaced; NULL if it has none. */
static char *
beside(struct arena *a, const char *ring, const char *ending)
{
	size_t n = strlen(ring);
	if (n < 5 || strcmp(ring + n - 5, ".ring") != 0)
		return NULL;
	return arena_printf(a, "%.*s%s", (int)(n - 5), ring, ending);
}

bool
handover_past(struct arena *a, const char *ring, const struct buf *text)
{
	const char *file = beside(a, ring, ".past");
	return file != NULL && write_file(a, file, text);
}

void
handover_offer(struct arena *a, const char *ring, const struct hints *hints)
{
	const char *file = beside(a, ring, ".fix");
	struct buf text = buf_new(a);
	size_t number = 0, lines = 0;
	for (size_t i = 0; i < hints->count; i++)
		for (size_t k = 0; k < hints->all[i].fix_count; k++) {
			char *line = handover_line(a, &hints->all[i].fixes[k], ++number);
			if (line == NULL || lines == LINES)
				continue;
			buf_printf(&text, "%s\n", line);
			lines++;
		}
	if (file == NULL || !folder_is_ours(path_dir(a, file)))
		return;
	if (text.size == 0 || !write_file(a, file, &text))
		unlink(file);
}

bool
handover_time(struct arena *a, const char *ring, struct timespec *when)
{
	const char *file = beside(a, ring, ".fix");
	struct stat st;
	if (file == NULL || lstat(file, &st) != 0 || !file_is_ours(&st))
		return false;
	*when = st.st_mtim;
	return true;
}

/* "PID-DIGITS.run" of this pid; the one made last, should there be several. */
static char *
run_file(struct arena *a, pid_t pid)
{
	char *dir = ring_dir(a), *best = NULL;
	DIR *d = folder_is_ours(dir) ? opendir(dir) : NULL;
	if (d == NULL)
		return NULL;
	char *head = arena_printf(a, "%ld-", (long)pid);
	struct timespec newest = {0, 0};
	/* cppcheck-suppress readdirCalled; no other thread, no other user of this DIR */
	for (const struct dirent *e = readdir(d); e != NULL; e = readdir(d)) {
		size_t n = strlen(head);
		struct stat st;
		if (strncmp(e->d_name, head, n) != 0 ||
		    strcmp(e->d_name + n + strspn(e->d_name + n, "0123456789"), ".run") != 0 ||
		    fstatat(dirfd(d), e->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0 || !file_is_ours(&st))
			continue;
		if (best != NULL && (st.st_mtim.tv_sec < newest.tv_sec ||
				     (st.st_mtim.tv_sec == newest.tv_sec && st.st_mtim.tv_nsec <= newest.tv_nsec)))
			continue;
		newest = st.st_mtim;
		best = path_join(a, dir, e->d_name);
	}
	closedir(d);
	return best;
}

bool
handover_possible(struct arena *a, pid_t pid)
{
	return run_file(a, pid) != NULL;
}

bool
handover_run(struct arena *a, pid_t pid, const char *command, const char *again, const char *counted)
{
	char *file = run_file(a, pid);
	struct buf text = buf_new(a);
	if (file == NULL) {
		errno = ENOENT;
		return false;
	}
	if (strchr(command, '\n') != NULL || (again != NULL && strchr(again, '\n') != NULL) ||
	    (counted != NULL && strchr(counted, '\n') != NULL)) {
		errno = EINVAL;
		return false;
	}
	buf_printf(&text, "%s\n", command);
	if (counted != NULL)
		buf_printf(&text, "%s\n%s\n", again != NULL ? again : "", counted);
	else if (again != NULL && *again != '\0')
		buf_printf(&text, "%s\n", again);
	return write_file(a, file, &text);
}

/* Beside the file that the shell listens at. */
static char *
wish_file(struct arena *a, pid_t pid)
{
	char *file = run_file(a, pid);
	return file != NULL ? arena_printf(a, "%.*s.wish", (int)(strlen(file) - strlen(".run")), file) : NULL;
}

void
handover_wish(struct arena *a, pid_t pid, const char *wish)
{
	const char *file = wish_file(a, pid);
	struct buf text = buf_new(a);
	buf_add_string(&text, wish);
	if (file != NULL)
		write_file(a, file, &text);
}

const char *
handover_wished(struct arena *a, pid_t pid)
{
	const char *file = wish_file(a, pid);
	return file != NULL ? path_read(a, file, 16, false, NULL) : NULL;
}
