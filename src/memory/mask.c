#include "memory/mask.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/text.h"

enum {
	LINE_LIMIT = 2000,
	LONG_WORD = 24, /* of letters and digits mixed: no word of a language */
	LONG_HEX = 32,
};

/* A word of the line with its quotes; `bare` is it without them. */
struct word {
	const char *at;
	size_t size;
	char *bare;
};

static bool
is_operator(char c)
{
	return strchr(";&|()<>", c) != NULL;
}

/* The next word at *p, or one operator character; false at the end. */
static bool
word_next(struct arena *a, const char **p, struct word *w)
{
	const char *s = *p + strspn(*p, " \t");
	if (*s == '\0')
		return false;
	struct buf bare = buf_new(a);
	w->at = s;
	if (is_operator(*s)) {
		buf_add_char(&bare, *s++);
	} else {
		while (*s != '\0' && *s != ' ' && *s != '\t' && !is_operator(*s)) {
			if (*s == '\\' && s[1] != '\0') {
				buf_add_char(&bare, s[1]);
				s += 2;
			} else if (*s == '\'' || *s == '"') {
				char quote = *s++;
				while (*s != '\0' && *s != quote) {
					if (quote == '"' && *s == '\\' && s[1] != '\0')
						s++;
					buf_add_char(&bare, *s++);
				}
				s += *s == quote;
			} else {
				buf_add_char(&bare, *s++);
			}
		}
	}
	w->size = (size_t)(s - w->at);
	w->bare = bare.text;
	*p = s;
	return true;
}

/* NAME of NAME=value; 0 if the word is no assignment. */
static size_t
assignment(const char *s)
{
	size_t n = 0;
	while (isalnum((unsigned char)s[n]) || s[n] == '_')
		n++;
	if (n == 0 || isdigit((unsigned char)s[0]))
		return 0;
	if (s[n] == '+' && s[n + 1] == '=')
		n++;
	return s[n] == '=' && s[n + 1] != '=' ? n : 0;
}

static bool
holds_word(const char *s, size_t n, const char *const *words)
{
	for (; *words != NULL; words++) {
		size_t size = strlen(*words);
		for (size_t i = 0; i + size <= n; i++)
			if (strncasecmp(s + i, *words, size) == 0)
				return true;
	}
	return false;
}

/* An option whose argument is a secret, by its name; `n` without "=value". */
static bool
is_secret_option(const char *s, size_t n)
{
	static const char *const words[] = {"pass",       "secret",    "token",   "auth",   "cred",
					    "api-key",    "apikey",    "api_key", "cookie", "private",
					    "access-key", "signature", "bearer",  "pin",    NULL};
	static const char *const exact[] = {"--key",
					    "--user",
					    "--header",
					    "--proxy-user",
					    "--oauth2-bearer",
					    "--otp",
					    "--index-url",
					    "--extra-index-url",
					    "--dsn",
					    "--data",
					    "--data-raw",
					    "--form",
					    NULL};
	if (n < 3 || s[0] != '-' || s[1] != '-')
		return false;
	for (const char *const *e = exact; *e != NULL; e++)
		if (strlen(*e) == n && strncmp(s, *e, n) == 0)
			return true;
	return holds_word(s, n, words);
}

/* A short option whose argument is a secret for this program. */
static bool
is_secret_letter(const char *program, const char *s)
{
	static const struct {
		const char *program, *letters;
	} known[] = {{"curl", "uHbdF"},  {"wget", ""},        {"http", "a"},    {"https", "a"},
		     {"sshpass", "p"},   {"docker", "p"},     {"podman", "p"},  {"mysql", "p"},
		     {"mysqldump", "p"}, {"mysqladmin", "p"}, {"mariadb", "p"}, {"redis-cli", "a"},
		     {"mongo", "p"},     {"mongosh", "p"},    {"twine", "p"},   {"svn", ""},
		     {"smbclient", "U"}, {"ldapsearch", "w"}, {"openssl", "k"}, {"zip", "P"},
		     {"unzip", "P"},     {"7z", "p"},         {"gpg", ""},      {"sqlcmd", "P"},
		     {"psql", ""},       {"htpasswd", "b"}};
	if (s[0] != '-' || s[1] == '-' || s[1] == '\0')
		return false;
	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (strcmp(known[i].program, program) == 0)
			return strchr(known[i].letters, s[1]) != NULL;
	return false;
}

/* Long, without a dot or a slash, of letters of both cases and digits: random. */
static bool
is_random(const char *s, size_t n)
{
	size_t digits = 0, lower = 0, upper = 0, hex = 0;
	for (size_t i = 0; i < n; i++) {
		digits += isdigit((unsigned char)s[i]) != 0;
		lower += islower((unsigned char)s[i]) != 0;
		upper += isupper((unsigned char)s[i]) != 0;
		hex += isxdigit((unsigned char)s[i]) != 0;
	}
	return (n >= LONG_HEX && hex == n && digits > 4) || (n >= LONG_WORD && digits > 2 && lower > 2 && upper > 2) ||
	       (n >= LONG_HEX && digits > 0 && lower > 2 && upper > 8);
}

static bool
is_token(const char *s)
{
	static const char *const prefixes[] = {
		"ghp_",     "gho_",     "ghu_",     "ghs_",      "ghr_",     "github_pat_",     "glpat-",
		"sk-",      "sk_live_", "sk_test_", "pk_live_",  "rk_live_", "xoxb-",           "xoxp-",
		"xoxa-",    "xapp-",    "AKIA",     "ASIA",      "AIza",     "ya29.",           "eyJ",
		"hf_",      "pypi-",    "npm_",     "dckr_pat_", "SG.",      "shpat_",          "whsec_",
		"lin_api_", "dop_v1_",  "gsk_",     "nvapi-",    "sbp_",     "AGE-SECRET-KEY-", "-----BEGIN",
		"Bearer ",  "Basic ",   NULL};
	for (const char *const *p = prefixes; *p != NULL; p++) {
		size_t n = strlen(*p);
		if (strncmp(s, *p, n) == 0 && strlen(s) >= n + 6)
			return true;
	}
	/* Parts between signs that no token has in it. */
	for (const char *at = s; *at != '\0';) {
		size_t n = strspn(at, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+-");
		if (is_random(at, n))
			return true;
		at += n + (at[n] != '\0');
	}
	return false;
}

/* The word with the user's part of its address taken out; NULL if it has none. */
static char *
without_user(struct arena *a, const char *s)
{
	const char *scheme = strstr(s, "://");
	if (scheme == NULL)
		return NULL;
	const char *host = scheme + 3, *end = host + strcspn(host, "/?#"), *at = NULL;
	for (const char *p = host; p < end; p++)
		if (*p == '@')
			at = p;
	if (at == NULL || at == host)
		return NULL;
	return arena_printf(a, "%.*s" MASK "%s", (int)(host - s), s, at);
}

/* The values behind "?" and "&" of an address. */
static char *
without_query(struct arena *a, const char *s)
{
	const char *query = strstr(s, "://") != NULL ? strchr(s, '?') : NULL;
	return query == NULL ? NULL : arena_printf(a, "%.*s?" MASK, (int)(query - s), s);
}

static void
add_word(struct arena *a, struct buf *out, const struct word *w)
{
	const char *s = w->bare, *equals = strchr(s, '=');
	size_t name = assignment(s);
	char *clean = without_user(a, s);
	char *query = without_query(a, clean != NULL ? clean : s);
	clean = query != NULL ? query : clean;
	if (name > 0)
		buf_printf(out, "%.*s=" MASK, (int)name, s);
	else if (s[0] == '-' && equals != NULL && (is_secret_option(s, (size_t)(equals - s)) || is_token(equals + 1)))
		buf_printf(out, "%.*s=" MASK, (int)(equals - s), s);
	else if (clean != NULL && !is_token(clean))
		buf_add_string(out, clean);
	else if (is_token(s))
		buf_add_string(out, MASK);
	else
		buf_add(out, w->at, w->size);
}

/* Commands that run the one behind them. */
static bool
is_wrapper(const char *s)
{
	static const char *const all[] = {"sudo", "env",    "nice",    "nohup", "time", "command",
					  "exec", "export", "builtin", "doas",  NULL};
	for (const char *const *w = all; *w != NULL; w++)
		if (strcmp(*w, s) == 0)
			return true;
	return false;
}

char *
mask_line(struct arena *a, const char *line)
{
	size_t size = strlen(line);
	if (size == 0 || size > LINE_LIMIT || line[0] == ' ' || line[0] == '\t' || text_is_hostile(line) ||
	    strstr(line, "stdin") != NULL || strstr(line, "<<<") != NULL)
		return NULL;
	struct buf out = buf_new(a);
	const char *p = line, *program = "", *end = line;
	bool secret = false; /* the next word is one */
	struct word w;
	while (word_next(a, &p, &w)) {
		bool joined = out.size == 0 || w.at == end;
		if (!joined)
			buf_add_char(&out, ' ');
		end = w.at + w.size;
		if (w.size == 1 && is_operator(*w.at)) {
			buf_add(&out, w.at, 1);
			program = "";
			secret = false;
			continue;
		}
		if (*program == '\0' && assignment(w.bare) == 0 && !is_wrapper(w.bare) && w.bare[0] != '-') {
			const char *slash = strrchr(w.bare, '/');
			program = slash != NULL ? slash + 1 : w.bare;
			/* What it says may be meant for a program behind a pipe. */
			secret = strcmp(program, "echo") == 0 || strcmp(program, "printf") == 0;
			add_word(a, &out, &w);
			continue;
		}
		if (secret) {
			buf_add_string(&out, MASK);
			secret = strcmp(program, "echo") == 0 || strcmp(program, "printf") == 0 ||
				 strcmp(program, "set") == 0;
			continue;
		}
		if (is_secret_letter(program, w.bare)) {
			secret = w.bare[2] == '\0';
			buf_printf(&out, secret ? "%.2s" : "%.2s" MASK, w.bare);
			continue;
		}
		/* fish: set -x NAME value */
		bool set = strcmp(program, "set") == 0 && w.bare[0] != '-';
		secret = set || (strchr(w.bare, '=') == NULL && is_secret_option(w.bare, strlen(w.bare)));
		add_word(a, &out, &w);
	}
	return out.size > 0 ? out.text : NULL;
}

bool
mask_is_in(const char *line)
{
	return strstr(line, MASK) != NULL;
}
