/* Facts about the groups `attribute` and `type` or `module`. */
#define _GNU_SOURCE
#include <string.h>

#include "base/path.h"
#include "facts/nearby.h"
#include "facts/similar.h"
#include "facts/source.h"
#include "facts/standard.h"

enum { MODULE_LIMIT = 1 << 20 };

/* What took the place of what is gone; by "module.name" or "type.name". */
static const struct {
	const char *gone, *use;
} replacements[] = {
	{"asyncio.coroutine", "async def"},
	{"asyncio.async", "asyncio.ensure_future"},
	{"array.array.fromstring", "frombytes"},
	{"array.array.tostring", "tobytes"},
	{"ast.Bytes", "ast.Constant"},
	{"ast.Ellipsis", "ast.Constant"},
	{"ast.NameConstant", "ast.Constant"},
	{"ast.Num", "ast.Constant"},
	{"ast.Str", "ast.Constant"},
	{"base64.decodestring", "base64.decodebytes"},
	{"base64.encodestring", "base64.encodebytes"},
	{"cgi.escape", "html.escape"},
	{"cgi.parse_qs", "urllib.parse.parse_qs"},
	{"cgi.parse_qsl", "urllib.parse.parse_qsl"},
	{"configparser.ConfigParser.readfp", "read_file"},
	{"configparser.SafeConfigParser", "configparser.ConfigParser"},
	{"dict.has_key", "in"},
	{"dict.iteritems", "items"},
	{"dict.iterkeys", "keys"},
	{"dict.itervalues", "values"},
	{"dict.viewitems", "items"},
	{"dict.viewkeys", "keys"},
	{"dict.viewvalues", "values"},
	{"fractions.gcd", "math.gcd"},
	{"gettext.lgettext", "gettext.gettext"},
	{"html.parser.HTMLParser.unescape", "html.unescape"},
	{"importlib.find_loader", "importlib.util.find_spec"},
	{"importlib.resources.contents", "importlib.resources.files"},
	{"inspect.ArgSpec", "inspect.FullArgSpec"},
	{"inspect.formatargspec", "inspect.signature"},
	{"inspect.getargspec", "inspect.getfullargspec"},
	{"itertools.ifilter", "filter"},
	{"itertools.imap", "map"},
	{"itertools.izip", "zip"},
	{"itertools.izip_longest", "itertools.zip_longest"},
	{"locale.format", "locale.format_string"},
	{"locale.resetlocale", "locale.setlocale"},
	{"os.errno", "errno"},
	{"os.getcwdu", "os.getcwd"},
	{"os.popen2", "subprocess.Popen"},
	{"os.popen3", "subprocess.Popen"},
	{"pathlib.Path.link_to", "hardlink_to"},
	{"pkgutil.ImpImporter", "importlib.machinery.FileFinder"},
	{"platform.dist", "the distro package"},
	{"platform.linux_distribution", "the distro package"},
	{"platform.popen", "subprocess.run"},
	{"random.jumpahead", "random.seed"},
	{"sqlite3.OptimizedUnicode", "str"},
	{"ssl.RAND_pseudo_bytes", "ssl.RAND_bytes"},
	{"ssl.match_hostname", "ssl.SSLContext.check_hostname"},
	{"ssl.wrap_socket", "ssl.SSLContext.wrap_socket"},
	{"str.decode", "bytes.decode"},
	{"string.atof", "float"},
	{"string.atoi", "int"},
	{"string.join", "str.join"},
	{"string.letters", "string.ascii_letters"},
	{"string.lowercase", "string.ascii_lowercase"},
	{"string.maketrans", "str.maketrans"},
	{"string.replace", "str.replace"},
	{"string.split", "str.split"},
	{"string.strip", "str.strip"},
	{"string.uppercase", "string.ascii_uppercase"},
	{"sys.maxint", "sys.maxsize"},
	{"sys.setdefaultencoding", "the encoding argument of open"},
	{"sys.getcheckinterval", "sys.getswitchinterval"},
	{"sys.setcheckinterval", "sys.setswitchinterval"},
	{"sys.set_coroutine_wrapper", "sys.set_coroutine_origin_tracking_depth"},
	{"tarfile.filemode", "stat.filemode"},
	{"threading.Thread.isAlive", "is_alive"},
	{"time.clock", "time.perf_counter"},
	{"types.ListType", "list"},
	{"types.StringType", "str"},
	{"types.UnicodeType", "str"},
	{"unittest.TestCase.assertAlmostEquals", "assertAlmostEqual"},
	{"unittest.TestCase.assertEquals", "assertEqual"},
	{"unittest.TestCase.assertItemsEqual", "assertCountEqual"},
	{"unittest.TestCase.assertNotEquals", "assertNotEqual"},
	{"unittest.TestCase.assertRaisesRegexp", "assertRaisesRegex"},
	{"unittest.TestCase.assertRegexpMatches", "assertRegex"},
	{"unittest.TestCase.assertNotRegexpMatches", "assertNotRegex"},
	{"unittest.TestCase.assert_", "assertTrue"},
	{"unittest.TestCase.failUnless", "assertTrue"},
	{"unittest.TestCase.failUnlessEqual", "assertEqual"},
	{"unittest.TestCase.failIf", "assertFalse"},
	{"unittest.findTestCases", "unittest.TestLoader.loadTestsFromModule"},
	{"unittest.makeSuite", "unittest.TestLoader.loadTestsFromTestCase"},
	{"urllib.quote", "urllib.parse.quote"},
	{"urllib.quote_plus", "urllib.parse.quote_plus"},
	{"urllib.unquote", "urllib.parse.unquote"},
	{"urllib.urlencode", "urllib.parse.urlencode"},
	{"urllib.urlopen", "urllib.request.urlopen"},
	{"urllib.urlretrieve", "urllib.request.urlretrieve"},
	{"xml.etree.ElementTree.Element.getchildren", "list"},
	{"xml.etree.ElementTree.Element.getiterator", "iter"},
};

/* The list that the failure's object has, and its full name; NULL if it is
 * nothing standard. */
static const char *
owner_list(struct subject *s, const char **owner)
{
	bool module = s->type == NULL || strcmp(s->type, "module") == 0;
	if (module && s->module != NULL) {
		*owner = s->module;
		return standard_list("m:", s->module);
	}
	return s->type == NULL ? NULL : standard_type(s->facts->arena, s->type, owner);
}

/* A class of their own: the names its file has behind `self.` and `def`. */
static void
offer_own(struct subject *s, struct similar *near, const char **path)
{
	const char *text = source_text(s, path);
	struct source_name name = {.line = 1};
	for (const char *at = text; at != NULL && source_next(&at, &name);)
		if (name.attribute || name.defined)
			similar_offer(near, name.text, name.size);
}

/* A module of their own: what its file gives at its top level. */
static void
offer_module(struct subject *s, struct similar *near, const char **path)
{
	const char *file = s->facts->local ? nearby_file(s, s->module) : NULL;
	const char *text = file == NULL ? NULL : path_read(s->facts->arena, file, MODULE_LIMIT, true, NULL);
	struct source_name name = {.line = 1};
	for (const char *at = text; at != NULL && nearby_name(text, &at, &name);)
		similar_offer(near, name.text, name.size);
	if (text != NULL)
		*path = file;
}

static struct value
attribute_similar(struct subject *s)
{
	const char *owner = NULL, *path = "the table of standard names";
	if (s->attribute == NULL || (s->type == NULL && s->module == NULL))
		return fact_unknown();
	const char *list = owner_list(s, &owner), *minor = facts_value(s->facts, s, "python.minor").text;
	struct similar near = similar_to(s->facts->arena, s->attribute);
	struct standard_name name;
	if (list == NULL && s->type != NULL)
		offer_own(s, &near, &path);
	else if (list == NULL)
		offer_module(s, &near, &path);
	while (list != NULL && standard_next(&list, &name))
		if (standard_in(&name, minor))
			similar_offer(&near, name.text, name.size);
	return fact_value(near.best, path);
}

static bool
has(struct subject *s, const char *list, const char *minor)
{
	struct standard_name name;
	return list != NULL && standard_find(list, s->attribute, &name) && standard_in(&name, minor);
}

/* For a type: another common type. For a module: its own types and submodules
 * first ("datetime.strptime" is datetime.datetime's), then other modules, the
 * well-known ones before the rest. */
static struct value
attribute_owner(struct subject *s)
{
	static const char *const types[] = {"str",
					    "list",
					    "dict",
					    "set",
					    "int",
					    "float",
					    "bytes",
					    "tuple",
					    "pathlib.Path",
					    "datetime.datetime",
					    "datetime.date",
					    "datetime.timedelta",
					    "io.TextIOWrapper",
					    "collections.Counter",
					    "collections.deque",
					    "re.Match",
					    "re.Pattern"};
	static const char *const modules[] = {
		"os",   "sys",    "os.path",    "time",      "math",      "random",         "json",
		"re",   "shutil", "subprocess", "itertools", "functools", "collections",    "string",
		"glob", "copy",   "statistics", "operator",  "inspect",   "urllib.request", "urllib.parse"};
	struct arena *a = s->facts->arena;
	static const char source[] = "the table of standard names";
	const char *own = NULL, *minor = facts_value(s->facts, s, "python.minor").text, *key;
	if (s->attribute == NULL || (s->type == NULL && s->module == NULL))
		return fact_unknown();
	owner_list(s, &own);
	bool module = s->module != NULL && (s->type == NULL || strcmp(s->type, "module") == 0);
	if (!module) {
		for (size_t n = 0; n < sizeof(types) / sizeof(types[0]); n++)
			if ((own == NULL || strcmp(types[n], own) != 0) && has(s, standard_list("t:", types[n]), minor))
				return fact_value(types[n], source);
		return fact_unknown();
	}
	size_t n = strlen(s->module);
	for (int kind = 0; kind < 2; kind++)
		for (const char *list = standard_each(a, kind == 0 ? "t:" : "m:", NULL, &key); list != NULL;
		     list = standard_each(a, kind == 0 ? "t:" : "m:", list, &key))
			if (strncmp(key, s->module, n) == 0 && key[n] == '.' && has(s, list, minor))
				return fact_value(key, source);
	for (size_t k = 0; k < sizeof(modules) / sizeof(modules[0]); k++)
		if (strcmp(modules[k], s->module) != 0 && has(s, standard_list("m:", modules[k]), minor))
			return fact_value(modules[k], source);
	const char *only = NULL;
	for (const char *list = standard_each(a, "m:", NULL, &key); list != NULL;
	     list = standard_each(a, "m:", list, &key))
		if (has(s, list, minor) && strcmp(key, s->module) != 0) {
			if (only != NULL)
				return fact_unknown();
			only = key;
		}
	return fact_value(only, source);
}

/* The version that removed the attribute; only if the failed Python is no older. */
static const char *
removed_in(struct subject *s, const char **owner)
{
	struct standard_name name;
	int order;
	const char *list = s->attribute == NULL ? NULL : owner_list(s, owner);
	const char *minor = facts_value(s->facts, s, "python.minor").text;
	if (list == NULL || !standard_find(list, s->attribute, &name) || name.removed[0] == '\0')
		return NULL;
	if (minor != NULL && version_compare(minor, name.removed, &order) && order < 0)
		return NULL;
	return arena_strdup(s->facts->arena, name.removed);
}

static struct value
attribute_removed(struct subject *s)
{
	const char *owner = NULL;
	return fact_value(removed_in(s, &owner), "the table of standard names");
}

static struct value
attribute_added(struct subject *s)
{
	const char *owner = NULL;
	struct standard_name name;
	const char *list = s->attribute != NULL ? owner_list(s, &owner) : NULL;
	if (list == NULL || !standard_find(list, s->attribute, &name) || name.added[0] == '\0')
		return fact_unknown();
	return fact_value(arena_strdup(s->facts->arena, name.added), "the table of standard names");
}

static struct value
attribute_replacement(struct subject *s)
{
	const char *owner = NULL;
	struct arena *a = s->facts->arena;
	if (s->attribute == NULL)
		return fact_unknown();
	owner_list(s, &owner);
	if (owner == NULL)
		return fact_unknown();
	char *gone = arena_printf(a, "%s.%s", owner, s->attribute);
	for (size_t n = 0; n < sizeof(replacements) / sizeof(replacements[0]); n++)
		if (strcmp(replacements[n].gone, gone) == 0)
			return fact_value(replacements[n].use, "the table of replacements");
	struct standard_name name;
	if (strcmp(owner, "collections") == 0 &&
	    standard_find(standard_list("m:", "collections.abc"), s->attribute, &name))
		return fact_value(arena_printf(a, "collections.abc.%s", s->attribute), "the table of standard names");
	return fact_unknown();
}

/* Where the file gives objects such an attribute: x.attribute = …, or in the body
 * of a class. With `bare`, where a function has a variable of that name instead. */
static struct value
attribute_given(struct subject *s, bool bare)
{
	const char *path = NULL, *text = s->attribute == NULL || s->type == NULL ? NULL : source_text(s, &path);
	struct source_name name = {.line = 1};
	unsigned places = 0;
	if (text == NULL)
		return fact_unknown();
	for (const char *at = text; places < SOURCE_PLACES && source_next(&at, &name);) {
		if (name.size != strlen(s->attribute) || memcmp(name.text, s->attribute, name.size) != 0)
			continue;
		const char *next = at + strspn(at, " \t");
		bool assigned = *next == '=' && next[1] != '=';
		places += !name.attribute && (name.defined || assigned);
		const char *scope = name.attribute || !(name.defined || assigned)
					    ? ""
					    : source_place(s->facts->arena, text, name.text).scope;
		bool given = name.attribute ? assigned : strcmp(scope, "class") == 0;
		bool variable = strcmp(scope, "function") == 0 && assigned;
		if (bare ? variable : given)
			return fact_value(arena_printf(s->facts->arena, "%d", name.line), path);
	}
	return fact_unknown();
}

static struct value
attribute_line(struct subject *s)
{
	return attribute_given(s, false);
}

static struct value
attribute_variable_line(struct subject *s)
{
	return attribute_given(s, true);
}

const struct fact attribute_facts[] = {
	{"attribute.similar", attribute_similar, FACT_ANYWHERE},
	{"attribute.owner", attribute_owner, FACT_ANYWHERE},
	{"attribute.added", attribute_added, FACT_ANYWHERE},
	{"attribute.removed", attribute_removed, FACT_ANYWHERE},
	{"attribute.replacement", attribute_replacement, FACT_ANYWHERE},
	{"attribute.line", attribute_line, FACT_HERE},
	{"attribute.variable_line", attribute_variable_line, FACT_HERE},
	{0},
};
