#include "capture/ring.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/lang.h"
#include "base/path.h"

enum { ANCESTORS_MAX = 64, SWEEP_MAX = 512 };

/* Reads exactly n bytes at `offset`. */
static bool
file_read(int fd, void *to, size_t n, off_t offset)
{
	char *at = to;
	while (n > 0) {
		ssize_t got = pread(fd, at, n, offset);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return false;
		at += got;
		offset += got;
		n -= (size_t)got;
	}
	return true;
}

/* The form of the first line: ten digits at the three places, the rest as it is. */
static bool
line_is_sound(const char *line)
{
	static const size_t places[] = {RING_RUN_DIGITS, RING_FAILED_DIGITS, RING_STARTED_DIGITS};
	char expected[RING_LINE_SIZE];
	memcpy(expected, RING_LINE, sizeof(expected));
	for (size_t i = 0; i < 3; i++)
		for (size_t j = places[i]; j < places[i] + 10; j++) {
			if (!isdigit((unsigned char)line[j]))
				return false;
			expected[j] = line[j];
		}
	return memcmp(line, expected, sizeof(expected)) == 0;
}

/* An open descriptor of a ring of ours, its header read and checked; -1 with a reason. */
static int
ring_open(const char *path, int access, struct ring_header *header, const char **why)
{
	int fd = open(path, access | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	struct stat st;
	if (fd < 0)
		*why = errno == ENOENT  ? _("nothing has been captured in this shell yet")
		       : errno == ELOOP ? _("the ring is a symbolic link")
					: _("the ring cannot be opened");
	else if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
		*why = _("the ring is no regular file");
	else if (st.st_uid != geteuid())
		*why = _("the ring belongs to another user");
	else if ((st.st_mode & 077) != 0)
		*why = _("other users can read or write the ring");
	else if (st.st_size != RING_SIZE)
		*why = _("the ring has the wrong size");
	else if (!file_read(fd, header, offsetof(struct ring_header, references_taken), 0))
		*why = _("the ring cannot be read");
	else if (!line_is_sound(header->line) || header->size != RING_SIZE)
		*why = _("the ring is damaged, or of another version of remedy");
	else
		return fd;
	if (fd >= 0)
		close(fd);
	return -1;
}

/* Copies what is in use of a lane, oldest first. `tail` is the lane's end
 * before this. */
static bool
lane_read(struct arena *a, int fd, struct ring_lane *lane, uint64_t tail, size_t start, size_t size)
{
	if (tail % RING_GRID != 0)
		return false;
	size_t used = tail < size ? (size_t)tail : size;
	size_t split = tail < size ? 0 : (size_t)(tail % size);
	char *bytes = arena_alloc(a, used + 1);
	lane->bytes = bytes;
	lane->base = lane->first = tail - used;
	lane->end = tail;
	return file_read(fd, bytes, used - split, (off_t)(start + split)) &&
	       file_read(fd, bytes + used - split, split, (off_t)start);
}

/* What was reserved while the lane was being copied may have overwritten its
 * beginning. */
static void
lane_trim(struct ring_lane *lane, uint64_t tail_now, size_t size)
{
	if (tail_now > size && tail_now - size > lane->first)
		lane->first = tail_now - size;
	if (tail_now < lane->end || lane->first > lane->end)
		lane->first = lane->end;
	lane->first = (lane->first + RING_GRID - 1) / RING_GRID * RING_GRID;
}

/* `sum` of all of it from `shell` on. */
static uint64_t
report_seal(const struct ring_report *r, uint64_t sum, uint64_t key)
{
	struct ring_record all = {.run = r->run, .status = r->status};
	return ring_seal(&all, sum, key);
}

enum { REPORT_HEAD = offsetof(struct ring_report, shell), REPORT_CWD = offsetof(struct ring_report, cwd) };

/* A report's texts are mostly short: then its first SHORT bytes and those of the
 * folder are all that is written and read. What lies behind counts as zero, which
 * adds nothing to the sum. */
enum { REPORT_SHORT = 512, REPORT_COMMAND = offsetof(struct ring_report, command) };

static uint64_t
report_sum_short(const struct ring_report *r)
{
	return ring_sum(r->shell, REPORT_SHORT - REPORT_HEAD) + ring_sum(r->cwd, REPORT_SHORT);
}

static bool
report_is_short(const struct ring_report *r)
{
	return memchr(r->command, '\0', REPORT_SHORT - REPORT_COMMAND) != NULL &&
	       memchr(r->cwd, '\0', REPORT_SHORT) != NULL;
}

/* The report, if there is one. */
static const struct ring_report *
report_read(struct arena *a, int fd, uint64_t key)
{
	struct ring_report *r = arena_alloc(a, sizeof(*r));
	if (!file_read(fd, r, REPORT_SHORT, RING_REPORT) || r->run == 0 ||
	    memchr(r->shell, '\0', sizeof(r->shell)) == NULL ||
	    !file_read(fd, r->cwd, REPORT_SHORT, RING_REPORT + REPORT_CWD))
		return NULL;
	uint64_t sum = report_sum_short(r);
	if (!report_is_short(r)) {
		if (!file_read(fd, r, sizeof(*r), RING_REPORT) ||
		    memchr(r->command, '\0', sizeof(r->command)) == NULL ||
		    memchr(r->cwd, '\0', sizeof(r->cwd)) == NULL)
			return NULL;
		sum = ring_sum(r->shell, sizeof(*r) - REPORT_HEAD);
	}
	return r->seal == report_seal(r, sum, key) ? r : NULL;
}

const struct ring_copy *
ring_read(struct arena *a, const char *path, const char **why)
{
	const char *reason;
	struct ring_header *header = arena_alloc(a, sizeof(*header));
	struct ring_copy *copy = arena_alloc(a, sizeof(*copy));
	uint64_t events_now, text_now;
	if (why == NULL)
		why = &reason;
	int fd = ring_open(path, O_RDONLY, header, why);
	if (fd < 0)
		return NULL;
	bool good = lane_read(a, fd, &copy->events, header->events_tail, RING_HEADER_SIZE, RING_EVENTS_SIZE) &&
		    lane_read(a, fd, &copy->texts, header->text_tail, RING_HEADER_SIZE + RING_EVENTS_SIZE,
			      RING_TEXT_SIZE) &&
		    file_read(fd, &events_now, sizeof(events_now), (off_t)offsetof(struct ring_header, events_tail)) &&
		    file_read(fd, &text_now, sizeof(text_now), (off_t)offsetof(struct ring_header, text_tail));
	if (good)
		copy->report = report_read(a, fd, header->key);
	close(fd);
	if (!good) {
		*why = _("the ring is damaged, or of another version of remedy");
		return NULL;
	}
	lane_trim(&copy->events, events_now, RING_EVENTS_SIZE);
	lane_trim(&copy->texts, text_now, RING_TEXT_SIZE);
	copy->header = header;
	return copy;
}

const struct ring_record *
ring_next(const struct ring_copy *r, const struct ring_lane *lane, uint64_t *position, const char **payload)
{
	for (; *position < lane->end; *position += RING_GRID) {
		const char *at = lane->bytes + (*position - lane->base);
		uint64_t left = lane->end - *position;
		uint64_t stored;
		memcpy(&stored, at, sizeof(stored));
		if (stored != *position || left < sizeof(struct ring_record))
			continue;
		const struct ring_record *record = (const struct ring_record *)at;
		if (record->length > RING_PAYLOAD_MAX || ring_room(record->length) > left)
			continue;
		const char *body = at + sizeof(*record);
		if (record->seal != ring_seal(record, ring_sum(body, record->length), r->header->key))
			continue;
		*position += ring_room(record->length);
		*payload = body;
		return record;
	}
	return NULL;
}

char *
ring_dir(struct arena *a)
{
	const char *runtime = getenv("XDG_RUNTIME_DIR");
	struct stat st; /* su and sudo -E leave the folder of another user in the variable */
	if (runtime != NULL && runtime[0] == '/' && stat(runtime, &st) == 0 && S_ISDIR(st.st_mode) &&
	    st.st_uid == geteuid())
		return path_join(a, runtime, "remedy");
	bool memory = path_is_dir("/dev/shm") && access("/dev/shm", W_OK | X_OK) == 0;
	return arena_printf(a, "%s/remedy-%u", memory ? "/dev/shm" : "/tmp", (unsigned)getuid());
}

/* The shell's pid in "PID-DIGITS.ring" (then *whole), in what was to become one
 * ("PID-DIGITS.ring.PID"), or in what the shell keeps beside it
 * ("PID-DIGITS.run", ".fix", ".past"); 0 if the name is none of these. */
static pid_t
name_shell(const char *name, bool *whole)
{
	char *end;
	if (!isdigit((unsigned char)name[0]))
		return 0;
	errno = 0;
	long pid = strtol(name, &end, 10);
	if (errno != 0 || pid <= 1 || pid > INT32_MAX || *end != '-')
		return 0;
	end += 1 + strspn(end + 1, "0123456789");
	*whole = strcmp(end, ".ring") == 0;
	bool unfinished = strncmp(end, ".ring.", 6) == 0 && strspn(end + 6, "0123456789") == strlen(end + 6);
	return *whole || unfinished || strcmp(end, ".run") == 0 || strcmp(end, ".fix") == 0 ||
			       strcmp(end, ".past") == 0 || strcmp(end, ".wish") == 0
		       ? (pid_t)pid
		       : 0;
}

static pid_t
process_parent(pid_t pid)
{
	char path[64], stat[512];
	snprintf(path, sizeof(path), "/proc/%d/stat", (int)pid);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return 0;
	ssize_t got = read(fd, stat, sizeof(stat) - 1);
	close(fd);
	if (got <= 0)
		return 0;
	stat[got] = '\0';
	int parent = 0;
	const char *behind = strrchr(stat, ')'); /* the name before it may hold anything */
	return behind != NULL && sscanf(behind, ") %*c %d", &parent) == 1 ? parent : 0;
}

char *
ring_find(struct arena *a, pid_t pid)
{
	pid_t ancestors[ANCESTORS_MAX];
	int count = 0;
	for (; pid > 1 && count < ANCESTORS_MAX; pid = process_parent(pid))
		ancestors[count++] = pid;
	const char *dir = ring_dir(a);
	DIR *d = opendir(dir);
	if (d == NULL)
		return NULL;
	char *best = NULL;
	int nearest = count;
	struct timespec newest = {0, 0};
	for (struct dirent *e = readdir(d); e != NULL; e = readdir(d)) {
		bool whole = false;
		pid_t shell = name_shell(e->d_name, &whole);
		int i = 0;
		while (i < count && ancestors[i] != shell)
			i++;
		struct stat st;
		if (!whole || i > nearest || i == count ||
		    fstatat(dirfd(d), e->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG(st.st_mode) ||
		    st.st_uid != geteuid())
			continue;
		bool newer = st.st_ctim.tv_sec > newest.tv_sec ||
			     (st.st_ctim.tv_sec == newest.tv_sec && st.st_ctim.tv_nsec > newest.tv_nsec);
		if (i == nearest && !newer)
			continue;
		nearest = i;
		newest = st.st_ctim;
		best = path_join(a, dir, e->d_name);
	}
	closedir(d);
	return best;
}

bool
ring_check(const char *path, const char **why)
{
	struct ring_header header;
	int fd = ring_open(path, O_RDWR, &header, why);
	if (fd >= 0)
		close(fd);
	return fd >= 0;
}

void
ring_sweep(const char *dir)
{
	struct stat st;
	if (lstat(dir, &st) != 0 || !S_ISDIR(st.st_mode) || st.st_uid != geteuid())
		return;
	DIR *d = opendir(dir);
	if (d == NULL)
		return;
	int left = SWEEP_MAX;
	for (struct dirent *e = readdir(d); e != NULL && left-- > 0; e = readdir(d)) {
		bool whole;
		pid_t shell = name_shell(e->d_name, &whole);
		if (shell > 0 && kill(shell, 0) != 0 && errno == ESRCH)
			unlinkat(dirfd(d), e->d_name, 0);
	}
	closedir(d);
}

void
ring_discard(const char *path)
{
	struct arena *a = arena_new();
	struct stat st;
	const char *why, *dir = path_dir(a, path);
	bool whole = false;
	if (strcmp(dir, ring_dir(a)) == 0 && lstat(dir, &st) == 0 && st.st_uid == geteuid() &&
	    name_shell(path_base(path), &whole) > 0 && whole && lstat(path, &st) == 0 && S_ISREG(st.st_mode) &&
	    st.st_uid == geteuid() && !ring_check(path, &why))
		unlink(path);
	arena_free(a);
}

/* Padded with NULs, up to `some` bytes if that holds it: what is sealed. */
static void
report_set(char *to, size_t size, size_t some, const char *s)
{
	size_t n = s != NULL ? strnlen(s, size - 1) : 0;
	memset(to, 0, n < some ? some : size);
	if (n > 0)
		memcpy(to, s, n);
}

static bool
file_write(int fd, const void *bytes, size_t n, off_t at)
{
	return pwrite(fd, bytes, n, at) == (ssize_t)n;
}

bool
ring_note_report(const char *path, uint32_t run, int status, const char *shell, const char *command, const char *cwd,
		 bool told)
{
	const char *why;
	struct ring_header header;
	struct ring_report report;
	int fd = ring_open(path, O_RDWR, &header, &why);
	if (fd < 0)
		return false;
	report.run = run;
	report.status = status;
	report.told = told;
	bool brief = (command == NULL || strlen(command) < REPORT_SHORT - REPORT_COMMAND) &&
		     (cwd == NULL || strlen(cwd) < REPORT_SHORT);
	report_set(report.shell, sizeof(report.shell), sizeof(report.shell), shell);
	report_set(report.command, sizeof(report.command), brief ? REPORT_SHORT - REPORT_COMMAND : 0, command);
	report_set(report.cwd, sizeof(report.cwd), brief ? REPORT_SHORT : 0, cwd);
	uint64_t sum = brief ? report_sum_short(&report) : ring_sum(report.shell, sizeof(report) - REPORT_HEAD);
	report.seal = report_seal(&report, sum, header.key);
	bool written = brief ? file_write(fd, &report, REPORT_SHORT, RING_REPORT) &&
				       file_write(fd, report.cwd, REPORT_SHORT, RING_REPORT + REPORT_CWD)
			     : file_write(fd, &report, sizeof(report), RING_REPORT);
	close(fd);
	return written;
}
