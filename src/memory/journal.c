#include "memory/journal.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/path.h"

enum {
	FULL = 4 * 1024 * 1024, /* nobody has taken it for long */
	LINE_LIMIT = 4000,
	SALT_SIZE = 32,
	TAKEN_LIMIT = 1000,
	TRIED_LIMIT = 1000,
	TRIES = 100,
	END_SIZE = 64 * 1024,
};

/* Seconds: no clock goes beyond, and no reckoning with it overflows. */
static const int64_t TIME_LIMIT = (int64_t)1 << 40;

static char *
file_of(struct arena *a, const char *name)
{
	const char *state = path_state(a);
	return state == NULL ? NULL : path_join(a, state, name);
}

static const char *
salt(struct arena *a, bool *fresh)
{
	size_t size;
	const char *file = file_of(a, "salt");
	if (file == NULL)
		return NULL;
	const char *found = path_read(a, file, SALT_SIZE, false, &size);
	if (found != NULL && size == SALT_SIZE)
		return found;
	if (fresh == NULL)
		return NULL;
	unsigned char random[SALT_SIZE / 2];
	struct buf made = buf_new(a);
	if (getrandom(random, sizeof(random), GRND_NONBLOCK) != (ssize_t)sizeof(random))
		return NULL;
	for (size_t i = 0; i < sizeof(random); i++)
		buf_printf(&made, "%02x", random[i]);
	if (!path_write(a, file, made.text, made.size))
		return NULL;
	*fresh = true;
	return made.text;
}

static uint64_t
mix(uint64_t hash, const char *s)
{
	for (; *s != '\0'; s++)
		hash = (hash ^ (unsigned char)*s) * 1099511628211u;
	return hash ^ hash >> 31;
}

/* Without numbers, nor what follows "0x". */
static char *
steady(struct arena *a, const char *message)
{
	char *out = arena_strndup(a, message, strcspn(message, "\n")), *to = out;
	for (const char *p = out; *p != '\0';) {
		bool hex = p[0] == '0' && p[1] == 'x';
		if (!hex && !isdigit((unsigned char)*p)) {
			*to++ = *p++;
			continue;
		}
		p += hex ? 2 : 0;
		while (hex ? isxdigit((unsigned char)*p) : isdigit((unsigned char)*p))
			p++;
		*to++ = '0';
	}
	*to = '\0';
	return out;
}

const char *
journal_key(struct arena *a, const char *type, const char *message, bool *fresh)
{
	const char *secret = salt(a, fresh);
	if (secret == NULL)
		return NULL;
	uint64_t hash = mix(mix(mix(mix(14695981039346656037u, secret), type), steady(a, message)), secret);
	return arena_printf(a, "%016llx", (unsigned long long)hash);
}

/* Open to be appended to, with a lock that others who append share: who takes the journal
 * away waits for them. What was taken away before we had the lock is not it any more.
 * -1 if there is none to be had. */
static int
journal_open(struct arena *a, const char *file)
{
	int flags = O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK;
	struct stat ours, there;
	for (int tries = 0; tries < TRIES; tries++) {
		int fd = open(file, flags, 0600);
		if (fd < 0 && errno == ENOENT && path_write(a, file, "", 0)) /* makes the folder */
			fd = open(file, flags, 0600);
		if (fd < 0)
			return -1;
		/* A file system without locks has none who waits. */
		bool taken = flock(fd, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
		if (!taken && fstat(fd, &ours) == 0 && lstat(file, &there) == 0 && ours.st_ino == there.st_ino &&
		    ours.st_dev == there.st_dev)
			return fd;
		close(fd);
	}
	return -1;
}

bool
journal_add(struct arena *a, char letter, const char *const *fields)
{
	struct buf line = buf_new(a);
	struct stat st;
	const char *file = file_of(a, "journal");
	if (file == NULL)
		return false;
	buf_printf(&line, "%c\t%lld", letter, (long long)time(NULL));
	for (; *fields != NULL; fields++) {
		if (strpbrk(*fields, "\t\n") != NULL)
			return false;
		buf_printf(&line, "\t%s", *fields);
	}
	buf_add_char(&line, '\n');
	if (line.size > LINE_LIMIT)
		return false;
	int fd = journal_open(a, file);
	if (fd < 0)
		return false;
	/* A file that has another name too is not ours to add to. */
	bool room = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_uid == geteuid() && st.st_nlink == 1 &&
		    st.st_size < FULL;
	/* One call: lines of two shells stand behind each other. */
	bool done = room && write(fd, line.text, line.size) == (ssize_t)line.size;
	close(fd);
	return done;
}

char **
journal_take(struct arena *a)
{
	char **all = arena_array(a, TAKEN_LIMIT + 1, sizeof(*all));
	size_t count = 0;
	struct timespec now;
	const char *state = path_state(a), *file = file_of(a, "journal");
	if (state == NULL || path_distrust(a, state) != NULL)
		return all;
	clock_gettime(CLOCK_REALTIME, &now);
	char *mine = arena_printf(a, "%s.%ld-%lld%09ld", file, (long)getpid(), (long long)now.tv_sec, now.tv_nsec);
	rename(file, mine);
	DIR *d = opendir(state);
	for (struct dirent *e = d != NULL ? readdir(d) : NULL; e != NULL && count < TAKEN_LIMIT; e = readdir(d))
		if (strncmp(e->d_name, "journal.", 8) == 0 && isdigit((unsigned char)e->d_name[8]) &&
		    strspn(e->d_name + 8, "0123456789-") == strlen(e->d_name + 8))
			all[count++] = path_join(a, state, e->d_name);
	if (d != NULL)
		closedir(d);
	return all;
}

int
journal_lock(const char *file)
{
	int fd = open(file, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
		close(fd);
		return -1;
	}
	return fd;
}

bool
journal_read(char *line, struct journal_line *out)
{
	char *end;
	*out = (struct journal_line){.letter = line[0]};
	for (size_t i = 0; i < JOURNAL_FIELDS; i++)
		out->fields[i] = "";
	if (strchr("FCW", line[0]) == NULL || line[0] == '\0' || line[1] != '\t')
		return false;
	out->time = strtoll(line + 2, &end, 10);
	if (out->time < 0 || out->time > TIME_LIMIT)
		return false;
	for (size_t i = 0; *end == '\t' && i < JOURNAL_FIELDS; i++) {
		*end++ = '\0';
		out->fields[i] = end;
		end += strcspn(end, "\t");
	}
	return *end == '\0';
}

/* The lines at its end; NULL if there is none, or it is not ours alone. */
static char *
journal_end(struct arena *a)
{
	struct stat st;
	const char *file = file_of(a, "journal");
	int fd = file != NULL ? open(file, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK) : -1;
	if (fd < 0)
		return NULL;
	char *text = NULL;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_uid == geteuid() && (st.st_mode & 077) == 0) {
		size_t size = st.st_size < END_SIZE ? (size_t)st.st_size : END_SIZE;
		text = arena_alloc(a, size + 1);
		ssize_t n = pread(fd, text, size, st.st_size - (off_t)size);
		text[n > 0 ? n : 0] = '\0';
	}
	close(fd);
	return text;
}

const char **
journal_tried(struct arena *a, const char *key)
{
	const char **lines = arena_array(a, TRIED_LIMIT + 1, sizeof(*lines));
	size_t count = 0;
	char *rest = journal_end(a);
	for (char *one; rest != NULL && count < TRIED_LIMIT && (one = strsep(&rest, "\n")) != NULL;) {
		struct journal_line l;
		if (one[0] == 'W' && journal_read(one, &l) && strcmp(l.fields[0], key) == 0)
			lines[count++] = l.fields[1];
	}
	return lines;
}
