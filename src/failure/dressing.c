#include "failure/dressing.h"

#include <string.h>

#include "base/buf.h"

enum {
	LAYERS = 4,  /* dressings on one line: a CI's timestamp, compose's name, … */
	NAMES = 64,  /* writers told apart by name */
	LEARNED = 8, /* dressings of no known form, learned from the text itself */
	FAR = 160,   /* a dressing is no longer than this */
};

static const char header[] = "Traceback (most recent call last):";

struct words {
	const char *s;
	size_t n;
};

struct dressing {
	struct words learned[LEARNED];
	size_t learned_count;
	struct words names[NAMES];
	size_t name_count;
	size_t bar; /* column of `|` on the line before, in docker compose's way; 0: none */
};

/* What one line's dressing tells. */
struct dressed {
	struct words name; /* of the writer; n is 0 if there is none */
	bool joined;       /* it continues the line before */
};

/* The text begins in this shape: d is a digit, all else stands for itself. */
static bool
shaped(const char *s, size_t n, const char *shape)
{
	size_t i = 0;
	for (; shape[i] != '\0'; i++) {
		if (i >= n || (shape[i] == 'd' ? s[i] < '0' || s[i] > '9' : s[i] != shape[i]))
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
	while (i < n && i < FAR && is_name(s[i]))
		i++;
	return i;
}

/* `prog[12]: `, `app[web.1]: `, `kernel: ` of syslog and journald. */
static size_t
tag_length(const char *s, size_t n, bool pid)
{
	size_t i = name_length(s, n);
	if (i == 0)
		return 0;
	if (i < n && s[i] == '[') {
		size_t inside = name_length(s + i + 1, n - i - 1);
		if (inside == 0 || i + 1 + inside >= n || s[i + 1 + inside] != ']')
			return 0;
		i += inside + 2;
	} else if (pid) {
		return 0;
	}
	if (i >= n || s[i] != ':')
		return 0;
	return i + 1 < n && s[i + 1] == ' ' ? i + 2 : i + 1;
}

static size_t
host_and_tag(const char *s, size_t n)
{
	size_t tag = tag_length(s, n, true);
	if (tag > 0)
		return tag;
	size_t host = name_length(s, n);
	if (host == 0 || host >= n || s[host] != ' ')
		return 0;
	tag = tag_length(s + host + 1, n - host - 1, false);
	return tag > 0 ? host + 1 + tag : 0;
}

/* RFC 3339 with a zone, as GitHub Actions, GitLab, docker, Kubernetes, Heroku
 * and syslog put it; Python's own logging has no zone. */
static size_t
zoned_time(const char *s, size_t n, struct dressed *d)
{
	if (!shaped(s, n, "dddd-dd-ddTdd:dd:dd"))
		return 0;
	size_t i = 19;
	if (i < n && s[i] == '.')
		i += 1 + digits(s + i + 1, n - i - 1);
	if (i < n && s[i] == 'Z')
		i++;
	else if (shaped(s + i, n - i, "+dd:dd") || shaped(s + i, n - i, "-dd:dd"))
		i += 6;
	else
		return 0;
	if (i == n)
		return i;
	if (s[i] != ' ')
		return 0;
	i++;
	/* GitLab: stream number, O or E, and + where the line goes on. */
	if ((shaped(s + i, n - i, "ddO") || shaped(s + i, n - i, "ddE")) &&
	    (i + 3 == n || s[i + 3] == ' ' || s[i + 3] == '+')) {
		d->joined = i + 3 < n && s[i + 3] == '+';
		return i + 3 < n ? i + 4 : n;
	}
	if (shaped(s + i, n - i, "stdout F ") || shaped(s + i, n - i, "stderr F "))
		return i + 9;
	return i + host_and_tag(s + i, n - i);
}

static size_t
syslog_time(const char *s, size_t n)
{
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	if (n < 17 || s[3] != ' ' || !shaped(s + 6, n - 6, " dd:dd:dd "))
		return 0;
	for (size_t m = 0; m < 12; m++) {
		if (memcmp(s, months + m * 3, 3) == 0) {
			size_t tag = host_and_tag(s + 16, n - 16);
			return tag > 0 ? 16 + tag : 0;
		}
	}
	return 0;
}

/* `[rank0]: `, `[default0]:`, `[1,0]<stderr>:`, `[pod/web/app] `, Jenkins' `[time] `. */
static size_t
bracketed(const char *s, size_t n, struct dressed *d)
{
	size_t limit = n < FAR ? n : FAR;
	const char *close = memchr(s, ']', limit);
	if (close == NULL)
		return 0;
	size_t inside = (size_t)(close - s) - 1, i = inside + 2;
	const char *in = s + 1;
	if ((shaped(in, inside, "rankd") && digits(in + 4, inside - 4) == inside - 4) ||
	    (shaped(in, inside, "defaultd") && digits(in + 7, inside - 7) == inside - 7)) {
		if (i >= n || s[i] != ':')
			return 0;
		d->name = (struct words){in, inside};
		i++;
		return i < n && s[i] == ' ' ? i + 1 : i;
	}
	size_t job = digits(in, inside);
	if (job > 0 && job < inside && in[job] == ',' && job + 1 + digits(in + job + 1, inside - job - 1) == inside &&
	    i < n && s[i] == '<') {
		d->name = (struct words){in, inside};
		const char *end = memchr(s + i, '>', limit - i);
		if (end == NULL || end + 1 >= s + n || end[1] != ':')
			return 0;
		i = (size_t)(end - s) + 2;
		return i < n && s[i] == ' ' ? i + 1 : i;
	}
	if (shaped(in, inside, "pod/")) {
		d->name = (struct words){in, inside};
		return i < n && s[i] == ' ' ? i + 1 : i;
	}
	if (shaped(in, inside, "dddd-dd-ddTdd:dd:dd") && in[inside - 1] == 'Z')
		return i < n && s[i] == ' ' ? i + 1 : i;
	return 0;
}

/* Ray's `(pid=123) `, `(Actor pid=123, ip=10.0.0.1) `. */
static size_t
parenthesised(const char *s, size_t n, struct dressed *d)
{
	size_t limit = n < FAR ? n : FAR;
	const char *close = memchr(s, ')', limit);
	if (close == NULL)
		return 0;
	size_t inside = (size_t)(close - s) - 1;
	const char *pid = memmem(s + 1, inside, "pid=", 4);
	if (pid == NULL || (pid != s + 1 && pid[-1] != ' ') || !shaped(pid, (size_t)(close - pid), "pid=d"))
		return 0;
	d->name = (struct words){s + 1, inside};
	size_t i = inside + 2;
	return i < n && s[i] == ' ' ? i + 1 : i;
}

/* docker compose's `web-1  | `; with a name that has no number only where the
 * line before or after has its bar in the same column. */
static size_t
barred(const struct dressing *all, const char *s, size_t n, const char *after, size_t after_n, struct dressed *d,
       size_t *bar)
{
	size_t start = shaped(s, n, "dd:dd:dd ") ? 9 : 0; /* honcho, foreman */
	size_t name = name_length(s + start, n - start), i = start + name;
	if (name == 0 || (s[start] >= '0' && s[start] <= '9'))
		return 0;
	while (i < n && i < FAR && s[i] == ' ')
		i++;
	if (i == start + name || i >= n || s[i] != '|' || (i + 1 < n && s[i + 1] != ' '))
		return 0;
	bool numbered = name > 2 && s[start + name - 1] >= '0' && s[start + name - 1] <= '9' &&
			memchr("-_.", s[start + name - 2], 3) != NULL;
	bool again = i < after_n && after[i] == '|' && is_name(after[start]) && after[i - 1] == ' ';
	if (!numbered && !again && all->bar != i)
		return 0;
	*bar = i;
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
	size_t limit = n < FAR ? n : FAR;
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
static size_t
alike(const char *s, size_t n, struct words p)
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

/* A traceback's header with something before it that the next line has too: a
 * dressing that no rule above knows. */
static void
dressing_learn(struct dressing *all, const char *s, size_t n, const char *after, size_t after_n)
{
	size_t size = sizeof(header) - 1;
	if (all->learned_count == LEARNED || n < size || n > FAR + size || memcmp(s + n - size, header, size) != 0)
		return;
	struct words p = {s, n - size};
	size_t bare = 0;
	while (bare < p.n && memchr(" |+", p.s[bare], 3) != NULL)
		bare++;
	/* E is pytest's own mark, and what it quotes is left to pytest's parser. */
	if (bare == p.n || (p.n > 1 && p.s[0] == 'E' && p.s[1] == ' '))
		return;
	size_t same = alike(after, after_n, p);
	if (same > 0 && after_n > same + 2 && memcmp(after + same, "  ", 2) == 0)
		all->learned[all->learned_count++] = p;
}

static int
hexadecimal(const char *s, size_t n)
{
	int value = 0;
	for (size_t i = 0; i < 4; i++) {
		char c = i < n ? s[i] : '\0';
		int digit = c >= '0' && c <= '9'   ? c - '0'
			    : c >= 'a' && c <= 'f' ? c - 'a' + 10
			    : c >= 'A' && c <= 'F' ? c - 'A' + 10
						   : -1;
		if (digit < 0)
			return -1;
		value = value << 4 | digit;
	}
	return value;
}

/* A line of docker's json-file driver, `{"log":"…\n","stream":"stderr",…}`, made
 * into what was logged, in place: nothing of JSON's is shorter than what it stands
 * for. Returns its length, or n where the line is none. Code points beyond ASCII
 * that are escaped matter little here and become '?'. */
static size_t
unwrap(char *s, size_t n)
{
	static const char head[] = "{\"log\":\"";
	static const char plain[] = "\"\\/bfnrt", meant[] = "\"\\/    \t";
	size_t out = 0, i = sizeof(head) - 1;
	if (!shaped(s, n, head) || s[n - 1] != '}')
		return n;
	/* Is it whole, before anything is written? */
	size_t end = i;
	while (end < n && s[end] != '"')
		end += s[end] == '\\' ? 2 : 1;
	if (end + 1 >= n || (s[end + 1] != ',' && s[end + 1] != '}'))
		return n;
	if (end >= i + 2 && s[end - 2] == '\\' && s[end - 1] == 'n')
		end -= 2;
	while (i < end) {
		const char *known = s[i] == '\\' && i + 1 < end ? strchr(plain, s[i + 1]) : NULL;
		int code = s[i] == '\\' && i + 1 < end && s[i + 1] == 'u' ? hexadecimal(s + i + 2, end - i - 2) : -1;
		if (code >= 0) {
			i += 6;
			if (code == 0x1b && i < end && s[i] == '[')
				while (++i < end && (s[i] < '@' || s[i] > '~'))
					;
			i += code == 0x1b && i < end;
			if (code != 0x1b)
				s[out++] = code == '\t' || (code >= 0x20 && code < 0x7f) ? (char)code : '?';
		} else if (known != NULL) {
			s[out++] = meant[known - plain];
			i += 2;
		} else {
			s[out++] = s[i++];
		}
	}
	return out;
}

static size_t
dressing_length(struct dressing *all, const char *s, size_t n, const char *after, size_t after_n, struct dressed *d,
		size_t *bar)
{
	size_t length = 0;
	if (n == 0)
		return 0;
	switch (s[0]) {
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
	default:
		break;
	}
	if (length == 0 && s[0] >= '0' && s[0] <= '9')
		length = zoned_time(s, n, d);
	if (length == 0 && s[0] >= 'A' && s[0] <= 'S')
		length = syslog_time(s, n);
	if (length == 0 && is_name(s[0]))
		length = barred(all, s, n, after, after_n, d, bar);
	for (size_t i = 0; length == 0 && i < all->learned_count; i++)
		length = alike(s, n, all->learned[i]);
	return length;
}

struct stretch {
	size_t offset;
	size_t segment; /* the first that begins in it */
	size_t name;
};

struct stretches {
	struct stretch *all;
	size_t count;
	size_t room;
};

static void
stretches_add(struct arena *a, struct stretches *s, struct stretch one)
{
	if (s->count > 0 && s->all[s->count - 1].name == one.name)
		return;
	if (s->count == s->room) {
		size_t room = s->room == 0 ? 16 : s->room * 2;
		struct stretch *grown = arena_array(a, room, sizeof(*grown));
		if (s->count > 0)
			memcpy(grown, s->all, s->count * sizeof(*grown));
		s->all = grown;
		s->room = room;
	}
	s->all[s->count++] = one;
}

/* The number of a writer's name, from 1; 0 for lines without one. */
static size_t
dressing_name(struct arena *a, struct dressing *all, struct words name)
{
	if (name.n == 0)
		return 0;
	for (size_t i = 0; i < all->name_count; i++) {
		if (all->names[i].n == name.n && memcmp(all->names[i].s, name.s, name.n) == 0)
			return i + 1;
	}
	if (all->name_count == NAMES)
		return 0;
	/* The text that it stands in is about to be moved. */
	all->names[all->name_count] = (struct words){arena_strndup(a, name.s, name.n), name.n};
	return ++all->name_count;
}

/* Puts together what each named writer wrote. */
static void
dressing_separate(struct arena *a, struct cleaned *c, const struct stretches *s, size_t names)
{
	struct buf out = buf_new(a);
	struct segment *segments = arena_array(a, c->count, sizeof(*segments));
	size_t count = 0;
	for (size_t name = 0; name <= names; name++) {
		for (size_t i = 0; i < s->count; i++) {
			if (s->all[i].name != name)
				continue;
			size_t end = i + 1 < s->count ? s->all[i + 1].offset : c->size;
			size_t last = i + 1 < s->count ? s->all[i + 1].segment : c->count;
			for (size_t k = s->all[i].segment; k < last; k++) {
				segments[count] = c->segments[k];
				segments[count++].offset += out.size - s->all[i].offset;
			}
			buf_add(&out, c->text + s->all[i].offset, end - s->all[i].offset);
			if (out.size > 0 && out.text[out.size - 1] != '\n')
				buf_add_char(&out, '\n');
		}
	}
	c->text = out.text;
	c->size = out.size;
	c->segments = segments;
}

void
dressing_remove(struct arena *a, struct cleaned *c)
{
	struct dressing all = {.bar = 0};
	struct stretches stretches = {0};
	size_t out = 0, segment = 0;
	for (size_t at = 0; at < c->size;) {
		char *s = c->text + at;
		const char *newline = memchr(s, '\n', c->size - at);
		size_t n = newline != NULL ? (size_t)(newline - s) : c->size - at;
		size_t next = at + n + (newline != NULL ? 1 : 0);
		n = unwrap(s, n);
		const char *end = next < c->size ? memchr(c->text + next, '\n', c->size - next) : NULL;
		size_t after_n = end != NULL ? (size_t)(end - (c->text + next)) : c->size - next;
		struct dressed d = {.joined = false};
		size_t cut = 0, bar = 0;
		for (int layer = 0; layer < LAYERS && cut < n; layer++) {
			const char *after = c->text + next;
			size_t skip = cut < after_n ? cut : after_n;
			size_t length = dressing_length(&all, s + cut, n - cut, after + skip, after_n - skip, &d, &bar);
			if (length == 0)
				break;
			cut += length;
		}
		/* What is learned points into the text behind `out`, so it is copied. */
		size_t learned = all.learned_count;
		size_t skip = cut < after_n ? cut : after_n;
		dressing_learn(&all, s + cut, n - cut, c->text + next + skip, after_n - skip);
		if (all.learned_count > learned) {
			struct words *p = &all.learned[learned];
			p->s = arena_strndup(a, p->s, p->n);
			cut += p->n;
		}
		all.bar = bar;
		if (d.joined && out > 0 && c->text[out - 1] == '\n')
			out--;
		stretches_add(a, &stretches, (struct stretch){out, segment, dressing_name(a, &all, d.name)});
		for (; segment < c->count && c->segments[segment].offset < next; segment++) {
			size_t inside = c->segments[segment].offset - at;
			c->segments[segment].offset = out + (inside > cut ? inside - cut : 0);
		}
		memmove(c->text + out, s + cut, n - cut);
		out += n - cut;
		if (newline != NULL)
			c->text[out++] = '\n';
		at = next;
	}
	for (; segment < c->count; segment++)
		c->segments[segment].offset = out;
	c->size = out;
	c->text[out] = '\0';
	if (all.name_count > 1 && !c->written)
		dressing_separate(a, c, &stretches, all.name_count);
}
