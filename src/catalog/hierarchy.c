#include "catalog/hierarchy.h"

#include <stdbool.h>
#include <string.h>

/* https://docs.python.org/3/library/exceptions.html#exception-hierarchy, and the
 * `class` lines of the standard library's modules. A name that is no built-in
 * stands with its modules; only where the type was printed with one of them, or
 * bare, does its base count. */
static const struct {
	const char *name;
	const char *base;
	const char *modules; /* separated by spaces; NULL for a built-in */
} kinds[] = {
	{"BaseExceptionGroup", "BaseException", NULL},
	{"Exception", "BaseException", NULL},
	{"GeneratorExit", "BaseException", NULL},
	{"KeyboardInterrupt", "BaseException", NULL},
	{"SystemExit", "BaseException", NULL},
	{"ExceptionGroup", "Exception", NULL},
	{"ArithmeticError", "Exception", NULL},
	{"FloatingPointError", "ArithmeticError", NULL},
	{"OverflowError", "ArithmeticError", NULL},
	{"ZeroDivisionError", "ArithmeticError", NULL},
	{"AssertionError", "Exception", NULL},
	{"AttributeError", "Exception", NULL},
	{"BufferError", "Exception", NULL},
	{"EOFError", "Exception", NULL},
	{"ImportError", "Exception", NULL},
	{"ModuleNotFoundError", "ImportError", NULL},
	{"LookupError", "Exception", NULL},
	{"IndexError", "LookupError", NULL},
	{"KeyError", "LookupError", NULL},
	{"MemoryError", "Exception", NULL},
	{"NameError", "Exception", NULL},
	{"UnboundLocalError", "NameError", NULL},
	{"OSError", "Exception", NULL},
	{"BlockingIOError", "OSError", NULL},
	{"ChildProcessError", "OSError", NULL},
	{"ConnectionError", "OSError", NULL},
	{"BrokenPipeError", "ConnectionError", NULL},
	{"ConnectionAbortedError", "ConnectionError", NULL},
	{"ConnectionRefusedError", "ConnectionError", NULL},
	{"ConnectionResetError", "ConnectionError", NULL},
	{"FileExistsError", "OSError", NULL},
	{"FileNotFoundError", "OSError", NULL},
	{"InterruptedError", "OSError", NULL},
	{"IsADirectoryError", "OSError", NULL},
	{"NotADirectoryError", "OSError", NULL},
	{"PermissionError", "OSError", NULL},
	{"ProcessLookupError", "OSError", NULL},
	{"TimeoutError", "OSError", NULL},
	{"ReferenceError", "Exception", NULL},
	{"RuntimeError", "Exception", NULL},
	{"NotImplementedError", "RuntimeError", NULL},
	{"RecursionError", "RuntimeError", NULL},
	{"PythonFinalizationError", "RuntimeError", NULL},
	{"StandardError", "Exception", NULL},
	{"StopAsyncIteration", "Exception", NULL},
	{"StopIteration", "Exception", NULL},
	{"SyntaxError", "Exception", NULL},
	{"IndentationError", "SyntaxError", NULL},
	{"TabError", "IndentationError", NULL},
	{"SystemError", "Exception", NULL},
	{"TypeError", "Exception", NULL},
	{"ValueError", "Exception", NULL},
	{"UnicodeError", "ValueError", NULL},
	{"UnicodeDecodeError", "UnicodeError", NULL},
	{"UnicodeEncodeError", "UnicodeError", NULL},
	{"UnicodeTranslateError", "UnicodeError", NULL},
	{"Warning", "Exception", NULL},
	{"BytesWarning", "Warning", NULL},
	{"DeprecationWarning", "Warning", NULL},
	{"EncodingWarning", "Warning", NULL},
	{"FutureWarning", "Warning", NULL},
	{"ImportWarning", "Warning", NULL},
	{"PendingDeprecationWarning", "Warning", NULL},
	{"ResourceWarning", "Warning", NULL},
	{"RuntimeWarning", "Warning", NULL},
	{"SyntaxWarning", "Warning", NULL},
	{"UnicodeWarning", "Warning", NULL},
	{"UserWarning", "Warning", NULL},
	{"JSONDecodeError", "ValueError", "json.decoder json"},
	{"TOMLDecodeError", "ValueError", "tomllib tomllib._parser"},
	{"gaierror", "OSError", "socket"},
	{"herror", "OSError", "socket"},
	{"timeout", "TimeoutError", "socket"},
	{"SSLError", "OSError", "ssl"},
	{"SSLCertVerificationError", "SSLError", "ssl"},
	{"SSLEOFError", "SSLError", "ssl"},
	{"SSLZeroReturnError", "SSLError", "ssl"},
	{"URLError", "OSError", "urllib.error urllib2"},
	{"HTTPError", "URLError", "urllib.error urllib2"},
	{"SameFileError", "OSError", "shutil"},
	{"ReadError", "OSError", "shutil"},
	{"UnsupportedOperation", "OSError", "io"},
	{"ZoneInfoNotFoundError", "KeyError", "zoneinfo zoneinfo._common"},
	{"PackageNotFoundError", "ModuleNotFoundError", "importlib.metadata importlib_metadata"},
	{"CalledProcessError", "SubprocessError", "subprocess"},
	{"TimeoutExpired", "SubprocessError", "subprocess"},
	{"BrokenProcessPool", "BrokenExecutor", "concurrent.futures.process"},
	{"BrokenThreadPool", "BrokenExecutor", "concurrent.futures.thread"},
	{"BrokenExecutor", "RuntimeError", "concurrent.futures concurrent.futures._base"},
	{"FrozenInstanceError", "AttributeError", "dataclasses"},
	{"QueueEmpty", "Exception", "asyncio asyncio.queues"},
	{"UnpicklingError", "PickleError", "pickle _pickle"},
	{"PicklingError", "PickleError", "pickle _pickle"},
	{"OperationalError", "DatabaseError", "sqlite3"},
	{"IntegrityError", "DatabaseError", "sqlite3"},
	{"ProgrammingError", "DatabaseError", "sqlite3"},
	{"ZipImportError", "ImportError", "zipimport"},
	{"InvalidOperation", "ArithmeticError", "decimal"},
	{"ArgumentTypeError", "Exception", "argparse"},
};

/* Where a type printed with these modules is the built-in one. */
static const char builtins[] = "builtins exceptions __builtin__";

static bool
words_have(const char *words, const char *word, size_t size)
{
	for (const char *p = words; *p != '\0';) {
		size_t n = strcspn(p, " ");
		if (n == size && memcmp(p, word, n) == 0)
			return true;
		p += n;
		p += strspn(p, " ");
	}
	return false;
}

static const char *
last_component(const char *type)
{
	const char *dot = strrchr(type, '.');
	return dot == NULL ? type : dot + 1;
}

/* Mostly the first letter tells; no call is needed then. */
static inline bool
same(const char *x, const char *y)
{
	return x[0] == y[0] && strcmp(x, y) == 0;
}

const char *
hierarchy_name(const char *type)
{
	if (same(type, "socket.error") || same(type, "select.error"))
		return "OSError";
	const char *name = last_component(type);
	if (same(name, "IOError") || same(name, "EnvironmentError") || same(name, "WindowsError"))
		return "OSError";
	return name;
}

/* The module a type was printed with; size 0 if it stands bare. */
static size_t
module_size(const char *type)
{
	const char *dot = strrchr(type, '.');
	return dot == NULL ? 0 : (size_t)(dot - type);
}

/* The base of a name that was printed with this module ("" for bare). */
static const char *
base_of(const char *name, const char *module, size_t size)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
		if (!same(kinds[i].name, name))
			continue;
		if (size == 0 || words_have(kinds[i].modules == NULL ? builtins : kinds[i].modules, module, size))
			return kinds[i].base;
	}
	return NULL;
}

const char *
hierarchy_known(size_t n)
{
	return n < sizeof(kinds) / sizeof(*kinds) ? kinds[n].name : NULL;
}

struct hierarchy
hierarchy_of(const char *type)
{
	struct hierarchy h = {.type = type};
	const char *name = hierarchy_name(type);
	/* An alias is printed without a module, or is OSError itself. */
	size_t size = same(name, "OSError") && strcmp(last_component(type), name) != 0 ? 0 : module_size(type);
	h.names[h.count++] = name;
	const char *base = base_of(name, type, size);
	while (base != NULL && h.count < HIERARCHY_DEPTH) {
		h.names[h.count++] = base;
		base = strcmp(base, "BaseException") == 0 ? NULL : base_of(base, "", 0);
	}
	return h;
}

/* A qualified name fits the same type, one printed bare, and one that a package
 * shows at its top: json.JSONDecodeError is json.decoder.JSONDecodeError. */
static bool
module_fits(const char *asked, const char *printed)
{
	size_t want = module_size(asked);
	size_t have = module_size(printed);
	if (want == 0 || have == 0)
		return true;
	if (want > have || memcmp(asked, printed, want) != 0)
		return false;
	return want == have || printed[want] == '.';
}

int
hierarchy_fit(const struct hierarchy *h, const char *asked)
{
	const char *want = hierarchy_name(asked);
	if (same(want, h->names[0]))
		return module_fits(asked, h->type) || want != last_component(asked) ? 0 : -1;
	size_t module = module_size(asked);
	if (module > 0 && !words_have(builtins, asked, module) && base_of(last_component(asked), asked, module) == NULL)
		return -1;
	for (size_t i = 1; i < h->count; i++)
		if (same(want, h->names[i]))
			return (int)i;
	return -1;
}
