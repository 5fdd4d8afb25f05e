#include "failure/prefix.h"

#include <string.h>

/* The text begins in this shape: 0 is any digit, all else stands for itself. */
static bool
shaped(const char *s, size_t n, const char *shape)
{
	size_t i = 0;
	for (; shape[i] != '\0'; i++) {
		if (i >= n || (shape[i] == '0' ? s[i] < '0' || s[i] > '9' : s[i] != shape[i]))
			return false;
	}
	return true;
}

static size_t
digits(const char *s, size_t n)
{
	size_t i = 0;
	while (i < n && s[i] >= '0' && s[i] <= '9')
		i++;
	return i;
}

static bool
is_name(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
	       c == '.' || c == '/';
}

static size_t
name_length(const char *s, size_t n)
{
	size_t i = 0;
	while (i < n && i < PREFIX_FAR && is_name(s[i]))
		i++;
	return i;
}

/* `prog[12]: `, `app[web.1]: `, `kernel: ` of syslog and journald; with a number it
 * names the writer. */
static size_t
tag_length(const char *s, size_t n, bool pid, struct prefix *d)
{
	size_t i = name_length(s, n);
	bool numbered = i < n && s[i] == '[';
	if (i == 0)
		return 0;
	if (numbered) {
		size_t inside = name_length(s + i + 1, n - i - 1), last = i + inside;
		if (inside == 0 || i + 1 + inside >= n || s[i + 1 + inside] != ']' || s[last] < '0' || s[last] > '9')
			return 0;
		i += inside + 2;
	} else if (pid) {
		return 0;
	}
	if (i >= n || s[i] != ':')
		return 0;
	if (i + 1 < n && s[i + 1] != ' ' && !numbered)
		return 0;
	if (numbered)
		d->name = (struct words){s, i};
	return i + 1 < n && s[i + 1] == ' ' ? i + 2 : i + 1;
}

static size_t
host_and_tag(const char *s, size_t n, struct prefix *d)
{
	size_t tag = tag_length(s, n, true, d);
	if (tag > 0)
		return tag;
	size_t host = name_length(s, n);
	if (host == 0 || host >= n || s[host] != ' ')
		return 0;
	tag = tag_length(s + host + 1, n - host - 1, false, d);
	return tag > 0 ? host + 1 + tag : 0;
}

/* `myhost app: ` behind a time, at i. Without a process's number it is a tag only
 * if the next line has it too, or the one before had it: "a note: text" looks so. */
static size_t
tag_again(struct prefixes *all, const char *s, size_t n, size_t i, const char *after, size_t after_n, struct prefix *d)
{
	size_t tag = host_and_tag(s + i, n - i, d);
	if (tag == 0 || tag > sizeof(all->tag) || memchr(s + i, '[', tag) != NULL)
		return tag;
	bool same = tag == all->tag_size && memcmp(all->tag, s + i, tag) == 0;
	if (!same && (after_n < i + tag || memcmp(after + i, s + i, tag) != 0))
		return 0;
	memcpy(all->tag, s + i, tag);
	all->tag_size = tag;
	return tag;
}

/* RFC 3339 with a zone, as GitHub Actions, GitLab, docker, Kubernetes, Heroku
 * and syslog put it; Python's own logging has no zone. */
static size_t
zoned_time(struct prefixes *all, const char *s, size_t n, const char *after, size_t after_n, struct prefix *d)
{
	if (!shaped(s, n, "0000-00-00T00:00:00"))
		return 0;
	size_t i = 19;
	if (i < n && s[i] == '.')
		i += 1 + digits(s + i + 1, n - i - 1);
	if (i < n && s[i] == 'Z')
		i++;
	else if (shaped(s + i, n - i, "+00:00") || shaped(s + i, n - i, "-00:00"))
		i += 6;
	else
		return 0;
	if (i == n)
		return i;
	if (s[i] != ' ')
		return 0;
	i++;
	/* GitLab: stream number, O or E, and + where the line goes on. */
	if ((shaped(s + i, n - i, "00O") || shaped(s + i, n - i, "00E")) &&
	    (i + 3 == n || s[i + 3] == ' ' || s[i + 3] == '+')) {
		d->joined = i + 3 < n && s[i + 3] == '+';
		return i + 3 < n ? i + 4 : n;
	}
	/* Kubernetes: F is a full line, P a part of a long one. */
	if (n - i >= 9 && (memcmp(s + i, "stdout ", 7) == 0 || memcmp(s + i, "stderr ", 7) == 0) && s[i + 8] == ' ' &&
	    (s[i + 7] == 'F' || s[i + 7] == 'P')) {
		d->partial = s[i + 7] == 'P';
		return i + 9;
	}
	return i + tag_again(all, s, n, i, after, after_n, d);
}

static size_t
syslog_time(const char *s, size_t n, struct prefix *d)
{
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	if (n < 17 || s[3] != ' ' || !shaped(s + 6, n - 6, " 00:00:00 "))
		return 0;
	for (size_t m = 0; m < 12; m++) {
		if (memcmp(s, months + m * 3, 3) == 0) {
			size_t tag = host_and_tag(s + 16, n - 16, d);
			return tag > 0 ? 16 + tag : 0;
		}
	}
	return 0;
}

/* Behind a prefix that some versions end with a blank and some do not: a line that
 * is indented keeps its indent. */
static size_t
one_blank(const char *s, size_t n, size_t i)
{
	return i < n && s[i] == ' ' && (i + 1 == n || s[i + 1] != ' ') ? i + 1 : i;
}

/* Airflow's, where it passes on what a command or a container printed:
 * `[2026-01-02, 03:04:05 UTC] {subprocess.py:93} INFO - `. Its own records are left:
 * they begin anew. */
static size_t
airflow(const char *s, size_t n)
{
	static const char *const passing[] = {
		"{subprocess.py:", "{bash_operator.py:", "{pod_manager.py:",   "{pod_launcher.py:",
		"{docker.py:",     "{ssh.py:",           "{process_utils.py:", "{logging_mixin.py:"};
	size_t limit = n < PREFIX_FAR ? n : PREFIX_FAR;
	const char *brace = memchr(s, '{', limit), *dash;
	if (!shaped(s, n, "[0000-00-00") || brace == NULL)
		return 0;
	size_t left = limit - (size_t)(brace - s);
	for (size_t i = 0; i < sizeof(passing) / sizeof(*passing); i++) {
		size_t size = strlen(passing[i]);
		if (left < size || memcmp(brace, passing[i], size) != 0 ||
		    (dash = memmem(brace, left, " - ", 3)) == NULL)
			continue;
		size_t at = (size_t)(dash - s) + 3, pod = passing[i][1] == 'p' && passing[i][2] == 'o';
		size_t name = pod && at < n && s[at] == '[' ? name_length(s + at + 1, n - at - 1) : 0;
		bool base = name > 0 && at + name + 2 < n && s[at + 1 + name] == ']' && s[at + 2 + name] == ' ';
		return base ? at + name + 3 : at;
	}
	return 0;
}

/* `[rank0]: `, `[default0]:`, `[1,0]<stderr>:`, `[pod/web/app] `, Jenkins' `[time] `. */
static size_t
bracketed(const char *s, size_t n, struct prefix *d)
{
	size_t limit = n < PREFIX_FAR ? n : PREFIX_FAR;
	const char *close = memchr(s, ']', limit);
	if (close == NULL)
		return 0;
	size_t inside = (size_t)(close - s) - 1, i = inside + 2;
	const char *in = s + 1;
	if (i + 1 < n && s[i + 1] == '{')
		return airflow(s, n);
	bool rank = shaped(in, inside, "rank0") && digits(in + 4, inside - 4) == inside - 4;
	if (rank || (shaped(in, inside, "default0") && digits(in + 7, inside - 7) == inside - 7)) {
		if (i >= n || s[i] != ':')
			return 0;
		d->name = (struct words){in, inside};
		if (!rank)
			return one_blank(s, n, i + 1);
		return i + 1 < n && s[i + 1] == ' ' ? i + 2 : i + 1;
	}
	size_t job = digits(in, inside);
	if (job > 0 && job < inside && in[job] == ',' && job + 1 + digits(in + job + 1, inside - job - 1) == inside &&
	    i < n && s[i] == '<') {
		d->name = (struct words){in, inside};
		const char *end = memchr(s + i, '>', limit - i);
		if (end == NULL || end + 1 >= s + n || end[1] != ':')
			return 0;
		return one_blank(s, n, (size_t)(end - s) + 2);
	}
	if (shaped(in, inside, "pod/")) {
		d->name = (struct words){in, inside};
		return i < n && s[i] == ' ' ? i + 1 : i;
	}
	if (shaped(in, inside, "0000-00-00T00:00:00") && in[inside - 1] == 'Z')
		return i < n && s[i] == ' ' ? i + 1 : i;
	return 0;
}

/* Ray's `(pid=123) `, `(Actor pid=123, ip=10.0.0.1) `. */
static size_t
parenthesised(const char *s, size_t n, struct prefix *d)
{
	size_t limit = n < PREFIX_FAR ? n : PREFIX_FAR;
	const char *close = memchr(s, ')', limit);
	if (close == NULL)
		return 0;
	size_t inside = (size_t)(close - s) - 1;
	const char *pid = memmem(s + 1, inside, "pid=", 4);
	if (pid == NULL || (pid != s + 1 && pid[-1] != ' ') || !shaped(pid, (size_t)(close - pid), "pid=0"))
		return 0;
	d->name = (struct words){s + 1, inside};
	size_t i = inside + 2;
	return i < n && s[i] == ' ' ? i + 1 : i;
}

/* docker compose's `web-1  | `; with a name that has no number only where the
 * line before or after has its bar in the same column. */
size_t
prefix_barred(const struct prefixes *all, const char *s, size_t n, const char *after, size_t after_n, struct prefix *d)
{
	size_t start = shaped(s, n, "00:00:00 ") ? 9 : 0; /* honcho, foreman */
	size_t name = name_length(s + start, n - start), i = start + name;
	if (name == 0 || (s[start] >= '0' && s[start] <= '9'))
		return 0;
	while (i < n && i < PREFIX_FAR && s[i] == ' ')
		i++;
	if (i == start + name || i >= n || s[i] != '|' || (i + 1 < n && s[i + 1] != ' '))
		return 0;
	bool numbered = name > 2 && s[start + name - 1] >= '0' && s[start + name - 1] <= '9' &&
			memchr("-_.", s[start + name - 2], 3) != NULL;
	bool again = i < after_n && after[i] == '|' && is_name(after[start]) && after[i - 1] == ' ';
	if (!numbered && !again && all->bar != i)
		return 0;
	d->bar = i;
	d->name = (struct words){s + start, name};
	return i + 1 < n ? i + 2 : i + 1;
}

/* `#12 3.456 ` of docker's BuildKit. */
static size_t
buildkit(const char *s, size_t n)
{
	size_t step = digits(s + 1, n - 1), i = 1 + step;
	if (step == 0 || i >= n || s[i] != ' ')
		return 0;
	static const char error[] = " ERROR: ";
	if (n - i > sizeof(error) && memcmp(s + i, error, sizeof(error) - 1) == 0)
		return i + 1;
	size_t seconds = digits(s + i + 1, n - i - 1);
	i += 1 + seconds;
	if (seconds == 0 || i >= n || s[i] != '.')
		return 0;
	i += 1 + digits(s + i + 1, n - i - 1);
	return i == n ? i : s[i] == ' ' ? i + 1 : 0;
}

/* `##[error]`, `::error file=a.py,line=3::`, pytest's `INTERNALERROR> `. */
static size_t
marked(const char *s, size_t n)
{
	size_t limit = n < PREFIX_FAR ? n : PREFIX_FAR;
	if (shaped(s, n, "##[")) {
		const char *close = memchr(s, ']', limit);
		return close != NULL ? (size_t)(close - s) + 1 : 0;
	}
	if (shaped(s, n, "::error") || shaped(s, n, "::warning")) {
		const char *close = memmem(s + 2, limit - 2, "::", 2);
		return close != NULL ? (size_t)(close - s) + 2 : 0;
	}
	if (shaped(s, n, "INTERNALERROR>"))
		return n > 14 && s[14] == ' ' ? 15 : 14;
	return 0;
}

/* Bytes of the line that are as in the dressing P, every number standing for any
 * number; 0 if the line is dressed otherwise. */
size_t
prefix_alike(const char *s, size_t n, struct words p)
{
	size_t i = 0, k = 0;
	while (k < p.n) {
		size_t number = digits(p.s + k, p.n - k);
		if (number > 0) {
			size_t here = digits(s + i, n - i);
			if (here == 0)
				return 0;
			k += number;
			i += here;
		} else if (i < n && s[i] == p.s[k]) {
			i++;
			k++;
		} else {
			/* An empty line lost the blanks at its end. */
			while (k < p.n && p.s[k] == ' ')
				k++;
			return k == p.n && i == n ? i : 0;
		}
	}
	return i;
}

/* Digits joined by what joins the parts of dates and times; *timed if they are one. */
static size_t
numbers(const char *s, size_t n, bool *timed)
{
	size_t i = 0, parts = 0, first = 0, last = 0;
	bool clock = false, day = true;
	if (digits(s, n) == 0)
		return 0;
	for (;;) {
		last = digits(s + i, n - i);
		i += last;
		first = parts++ == 0 ? last : first;
		if (i + 1 >= n || memchr("-/:.,T", s[i], 6) == NULL || digits(s + i + 1, 1) == 0)
			break;
		clock = clock || s[i] == ':';
		day = day && (s[i] == '-' || s[i] == '/');
		i++;
	}
	*timed = clock || (day && parts == 3 && (first == 4 || last == 4 || (first == 2 && last == 2))) || first > 8 ||
		 last > 8;
	return i;
}

size_t
prefix_writer(const char *s, size_t n, char name[static PREFIX_FAR])
{
	size_t size = 0;
	for (size_t i = 0; i < n && size < PREFIX_FAR;) {
		bool timed = false;
		size_t number = numbers(s + i, n - i, &timed);
		if (number == 0 || timed) {
			name[size++] = number == 0 ? s[i] : '0';
			i += number == 0 ? 1 : number;
			continue;
		}
		for (size_t end = i + number; i < end && size < PREFIX_FAR;)
			name[size++] = s[i++];
	}
	while (size > 0 && name[size - 1] == ' ')
		size--;
	return size;
}

size_t
prefix_known(struct prefixes *all, const char *s, size_t n, const char *after, size_t after_n, struct prefix *d)
{
	size_t length = 0;
	switch (n > 0 ? s[0] : '\0') {
	case '[':
		length = bracketed(s, n, d);
		break;
	case '(':
		length = parenthesised(s, n, d);
		break;
	case '#':
		length = buildkit(s, n);
		if (length == 0)
			length = marked(s, n);
		break;
	case ':':
	case 'I':
		length = marked(s, n);
		break;
	case '\0':
		return 0;
	default:
		break;
	}
	if (length == 0 && s[0] >= '0' && s[0] <= '9')
		length = zoned_time(all, s, n, after, after_n, d);
	if (length == 0 && s[0] >= 'A' && s[0] <= 'S')
		length = syslog_time(s, n, d);
	return length;
}
