/* headline: the line that names an exception, "json.decoder.JSONDecodeError:
 * Expecting value", told from all other lines that have a colon. */
#include <stdlib.h>
#include <string.h>

#include "failure/parser.h"

/* Python's own, of all versions; warnings left out, for a warning is no failure.
 * `single`: the interpreter and the libraries word them in one line. Sorted. */
static const struct builtin {
	const char *name;
	bool single;
} builtins[] = {
	{"ArithmeticError", false},
	{"AssertionError", false},
	{"AttributeError", false},
	{"BaseException", false},
	{"BaseExceptionGroup", false},
	{"BlockingIOError", true},
	{"BrokenPipeError", true},
	{"BufferError", false},
	{"ChildProcessError", true},
	{"ConnectionAbortedError", true},
	{"ConnectionError", false},
	{"ConnectionRefusedError", true},
	{"ConnectionResetError", true},
	{"EOFError", false},
	{"EnvironmentError", false},
	{"Exception", false},
	{"ExceptionGroup", false},
	{"FileExistsError", true},
	{"FileNotFoundError", true},
	{"FloatingPointError", false},
	{"GeneratorExit", false},
	{"IOError", false},
	{"ImportError", false},
	{"IndentationError", true},
	{"IndexError", true},
	{"InterruptedError", true},
	{"IsADirectoryError", true},
	{"KeyError", true},
	{"KeyboardInterrupt", true},
	{"LookupError", false},
	{"MemoryError", false},
	{"ModuleNotFoundError", true},
	{"NameError", true},
	{"NotADirectoryError", true},
	{"NotImplementedError", false},
	{"OSError", false},
	{"OverflowError", false},
	{"PermissionError", true},
	{"ProcessLookupError", true},
	{"PythonFinalizationError", true},
	{"RecursionError", true},
	{"ReferenceError", false},
	{"RuntimeError", false},
	{"StandardError", false},
	{"StopAsyncIteration", false},
	{"StopIteration", false},
	{"SyntaxError", true},
	{"SystemError", false},
	{"SystemExit", false},
	{"TabError", true},
	{"TimeoutError", false},
	{"TypeError", false},
	{"UnboundLocalError", true},
	{"UnicodeDecodeError", true},
	{"UnicodeEncodeError", true},
	{"UnicodeError", true},
	{"UnicodeTranslateError", true},
	{"ValueError", false},
	{"WindowsError", false},
	{"ZeroDivisionError", true},
};

struct key {
	const char *s;
	size_t n;
};

static int
builtin_compare(const void *wanted, const void *entry)
{
	const struct key *k = wanted;
	const struct builtin *b = entry;
	int order = strncmp(k->s, b->name, k->n);
	return order != 0 ? order : b->name[k->n] == '\0' ? 0 : -1;
}

static const struct builtin *
builtin_find(const char *s, size_t n)
{
	struct key k = {s, n};
	return bsearch(&k, builtins, sizeof(builtins) / sizeof(builtins[0]), sizeof(builtins[0]), builtin_compare);
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (unsigned char)c >= 0x80;
}

static bool
is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

/* Length of a dotted name at the line's start; components may be `<locals>`. */
static size_t
type_length(const struct line *l)
{
	size_t i = 0;
	for (;;) {
		if (i < l->n && l->s[i] == '<') {
			static const char locals[] = "<locals>";
			size_t n = sizeof(locals) - 1;
			if (l->n - i < n || memcmp(l->s + i, locals, n) != 0)
				return 0;
			i += n;
		} else {
			if (i >= l->n || !is_letter(l->s[i]))
				return 0;
			while (i < l->n && (is_letter(l->s[i]) || (l->s[i] >= '0' && l->s[i] <= '9')))
				i++;
		}
		if (i + 1 >= l->n || l->s[i] != '.')
			break;
		i++;
	}
	/* Ray: RayTaskError(ValueError) */
	if (i < l->n && l->s[i] == '(') {
		size_t k = i + 1;
		while (k < l->n && (is_letter(l->s[k]) || l->s[k] == '.'))
			k++;
		if (k > i + 1 && k < l->n && l->s[k] == ')')
			i = k + 1;
	}
	return i;
}

/* `whole`: a name that is nothing but the ending counts too ("socket.error"). */
static bool
ends_like_exception(const char *name, size_t n, bool whole)
{
	static const char *const ends[] = {
		"Error",
		"Exception",
		"Interrupt",
		"Exit",
		"Timeout",
		"NotFound",
		"DoesNotExist",
		"ExceptionGroup",
		"Traceback",
		"Failure",
		"Refused",
		"Denied",
		"Aborted",
		"Invalid",
		"Mismatch",
		"NotInstalled",
		"NotAvailable",
		"Unavailable",
		"Conflict",
		"Warning",
		"Error)",
		"Exception)",
		"BrokenProcessPool",
		"BrokenThreadPool",
		"ImproperlyConfigured",
		"ObjectDoesNotExist",
		"AppRegistryNotReady",
		"RequestAborted",
		"CancelledError",
		"Empty",
		"Full",
		"TooManyRedirects",
		"MissingSchema",
		"ChunkedEncodingError",
		"NoSuchModuleError",
		"DistributionNotFound",
		"VersionConflict",
		"MultipleResultsFound",
		"NoResultFound",
		"UnknownProvider",
		"NotSupported",
		"NoBrokersAvailable",
		"CommandNotFound",
		"TemplateSyntaxError",
		"TemplateNotFound",
		"UndefinedTable",
		"UndefinedColumn",
		"Undefined",
		"Violation",
		"Required",
		"NotRegistered",
		"CircularDependency",
		"BadRequest",
		"Forbidden",
		"Unauthorized",
		"TemplateDoesNotExist",
		"NoReverseMatch",
		"SuspiciousOperation",
		"MultiValueDictKeyError",
		"BadZipFile",
		"LargeZipFile",
		"error",
	};
	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		size_t k = strlen(ends[i]);
		if (n >= k + (whole ? 0 : 1) && memcmp(name + n - k, ends[i], k) == 0)
			return true;
	}
	return false;
}

/* Words that stand before a colon in every log and are no exceptions. */
static bool
is_log_word(const char *s, size_t n)
{
	static const char *const log_words[] = {
		"INFO",    "DEBUG", "WARN", "WARNING", "ERROR", "CRITICAL", "FATAL",  "NOTE",   "TRACE",
		"NOTICE",  "HINT",  "Note", "Warning", "Hint",  "Info",     "Usage",  "usage",  "error",
		"warning", "note",  "info", "hint",    "TODO",  "Help",     "Output", "Result", "Traceback",
	};
	for (size_t i = 0; i < sizeof(log_words) / sizeof(log_words[0]); i++) {
		if (strlen(log_words[i]) == n && memcmp(log_words[i], s, n) == 0)
			return true;
	}
	return false;
}

bool
headline_read(const struct line *l, struct headline *h)
{
	if (l->n == 0 || !(is_letter(l->s[0]) || l->s[0] == '<'))
		return false;
	size_t n = type_length(l);
	if (n == 0 || is_log_word(l->s, n))
		return false;
	*h = (struct headline){.type = l->s, .type_size = n, .rest = l->s + n};
	if (n < l->n) {
		if (l->s[n] != ':' || (n + 1 < l->n && l->s[n + 1] != ' '))
			return false;
		size_t skip = n + 1 < l->n ? 2 : 1;
		h->rest = l->s + n + skip;
		h->rest_size = l->n - n - skip;
	}
	size_t name = n;
	while (name > 0 && l->s[name - 1] != '.')
		name--;
	const struct builtin *b = builtin_find(l->s + name, n - name);
	h->known =
		b != NULL && (name == 0 || strncmp(l->s, "builtins.", 9) == 0 || strncmp(l->s, "exceptions.", 11) == 0);
	h->single = b != NULL && b->single;
	bool dotted = name > 0;
	h->likely = h->known || (ends_like_exception(l->s + name, n - name, dotted) && (dotted || is_upper(l->s[0])));
	/* Other languages' exceptions are not ours to explain. */
	static const char *const foreign[] = {"java.", "javax.", "org.", "com.", "kotlin.", "scala.", "System."};
	for (size_t i = 0; dotted && i < sizeof(foreign) / sizeof(foreign[0]); i++) {
		if (n > strlen(foreign[i]) && memcmp(l->s, foreign[i], strlen(foreign[i])) == 0)
			h->likely = false;
	}
	return true;
}
