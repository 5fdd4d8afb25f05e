#include "base/text.h"

#include <stdint.h>
#include <string.h>

#include "base/buf.h"

struct range {
	int first;
	int last;
};

/* Unicode 15: code points that take no column (Mn, Me, Cf and Hangul's medial
 * and final jamo), by blocks where a block holds little else. */
static const struct range zero_width[] = {
	{0x00ad, 0x00ad}, {0x0300, 0x036f}, {0x0483, 0x0489},   {0x0591, 0x05bd},   {0x05bf, 0x05bf},
	{0x05c1, 0x05c2}, {0x05c4, 0x05c5}, {0x05c7, 0x05c7},   {0x0600, 0x0605},   {0x0610, 0x061a},
	{0x061c, 0x061c}, {0x064b, 0x065f}, {0x0670, 0x0670},   {0x06d6, 0x06dd},   {0x06df, 0x06e4},
	{0x06e7, 0x06e8}, {0x06ea, 0x06ed}, {0x070f, 0x070f},   {0x0711, 0x0711},   {0x0730, 0x074a},
	{0x07a6, 0x07b0}, {0x07eb, 0x07f3}, {0x0816, 0x082d},   {0x0859, 0x085b},   {0x0890, 0x089f},
	{0x08ca, 0x0902}, {0x093a, 0x093a}, {0x093c, 0x093c},   {0x0941, 0x0948},   {0x094d, 0x094d},
	{0x0951, 0x0957}, {0x0962, 0x0963}, {0x0e31, 0x0e31},   {0x0e34, 0x0e3a},   {0x0e47, 0x0e4e},
	{0x0eb1, 0x0eb1}, {0x0eb4, 0x0ebc}, {0x0ec8, 0x0ece},   {0x1160, 0x11ff},   {0x135d, 0x135f},
	{0x1ab0, 0x1ace}, {0x1dc0, 0x1dff}, {0x200b, 0x200f},   {0x202a, 0x202e},   {0x2060, 0x206f},
	{0x20d0, 0x20f0}, {0x302a, 0x302d}, {0x3099, 0x309a},   {0xfe00, 0xfe0f},   {0xfe20, 0xfe2f},
	{0xfeff, 0xfeff}, {0xfff9, 0xfffb}, {0x1d167, 0x1d169}, {0xe0001, 0xe007f}, {0xe0100, 0xe01ef},
};

/* Unicode 15: East Asian Wide and Fullwidth, and emoji shown as such. */
static const struct range double_width[] = {
	{0x1100, 0x115f},   {0x231a, 0x231b},   {0x2329, 0x232a},   {0x23e9, 0x23ec},   {0x23f0, 0x23f0},
	{0x23f3, 0x23f3},   {0x25fd, 0x25fe},   {0x2614, 0x2615},   {0x2648, 0x2653},   {0x267f, 0x267f},
	{0x2693, 0x2693},   {0x26a1, 0x26a1},   {0x26aa, 0x26ab},   {0x26bd, 0x26be},   {0x26c4, 0x26c5},
	{0x26ce, 0x26ce},   {0x26d4, 0x26d4},   {0x26ea, 0x26ea},   {0x26f2, 0x26f3},   {0x26f5, 0x26f5},
	{0x26fa, 0x26fa},   {0x26fd, 0x26fd},   {0x2705, 0x2705},   {0x270a, 0x270b},   {0x2728, 0x2728},
	{0x274c, 0x274c},   {0x274e, 0x274e},   {0x2753, 0x2755},   {0x2757, 0x2757},   {0x2795, 0x2797},
	{0x27b0, 0x27b0},   {0x27bf, 0x27bf},   {0x2b1b, 0x2b1c},   {0x2b50, 0x2b50},   {0x2b55, 0x2b55},
	{0x2e80, 0x303e},   {0x3041, 0x33ff},   {0x3400, 0x4dbf},   {0x4e00, 0xa4cf},   {0xa960, 0xa97f},
	{0xac00, 0xd7a3},   {0xf900, 0xfaff},   {0xfe10, 0xfe19},   {0xfe30, 0xfe6f},   {0xff00, 0xff60},
	{0xffe0, 0xffe6},   {0x16fe0, 0x18aff}, {0x1b000, 0x1b2ff}, {0x1f004, 0x1f004}, {0x1f0cf, 0x1f0cf},
	{0x1f18e, 0x1f18e}, {0x1f191, 0x1f19a}, {0x1f200, 0x1f320}, {0x1f32d, 0x1f335}, {0x1f337, 0x1f37c},
	{0x1f37e, 0x1f393}, {0x1f3a0, 0x1f3ca}, {0x1f3cf, 0x1f3d3}, {0x1f3e0, 0x1f3f0}, {0x1f3f4, 0x1f3f4},
	{0x1f3f8, 0x1f43e}, {0x1f440, 0x1f440}, {0x1f442, 0x1f4fc}, {0x1f4ff, 0x1f53d}, {0x1f54b, 0x1f54e},
	{0x1f550, 0x1f567}, {0x1f57a, 0x1f57a}, {0x1f595, 0x1f596}, {0x1f5a4, 0x1f5a4}, {0x1f5fb, 0x1f64f},
	{0x1f680, 0x1f6c5}, {0x1f6cc, 0x1f6cc}, {0x1f6d0, 0x1f6d2}, {0x1f6d5, 0x1f6d7}, {0x1f6dc, 0x1f6df},
	{0x1f6eb, 0x1f6ec}, {0x1f6f4, 0x1f6fc}, {0x1f7e0, 0x1f7eb}, {0x1f7f0, 0x1f7f0}, {0x1f90c, 0x1f93a},
	{0x1f93c, 0x1f945}, {0x1f947, 0x1f9ff}, {0x1fa70, 0x1faff}, {0x20000, 0x3fffd},
};

static bool
range_holds(const struct range *ranges, size_t count, int c)
{
	size_t low = 0, high = count;
	while (low < high) {
		size_t mid = low + (high - low) / 2;
		if (c > ranges[mid].last)
			low = mid + 1;
		else if (c < ranges[mid].first)
			high = mid;
		else
			return true;
	}
	return false;
}

int
text_decode(const char *s, size_t n, size_t *length)
{
	const unsigned char *u = (const unsigned char *)s;
	*length = 1;
	if (u[0] < 0x80)
		return u[0];
	size_t more = u[0] >= 0xf0 && u[0] <= 0xf4  ? 3
		      : u[0] >= 0xe0 && u[0] < 0xf0 ? 2
		      : u[0] >= 0xc2 && u[0] < 0xe0 ? 1
						    : 0;
	if (more == 0 || n <= more)
		return -1;
	int c = u[0] & (0x3f >> more);
	for (size_t i = 1; i <= more; i++) {
		if ((u[i] & 0xc0) != 0x80)
			return -1;
		c = c << 6 | (u[i] & 0x3f);
	}
	static const int least[] = {0, 0x80, 0x800, 0x10000};
	if (c < least[more] || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
		return -1;
	*length = more + 1;
	return c;
}

static size_t
code_width(int c)
{
	if (c < 0x300)
		return c == 0xad ? 0 : 1;
	if (range_holds(zero_width, sizeof(zero_width) / sizeof(*zero_width), c))
		return 0;
	return range_holds(double_width, sizeof(double_width) / sizeof(*double_width), c) ? 2 : 1;
}

size_t
text_width(const char *s)
{
	size_t n = strlen(s), width = 0;
	for (size_t i = 0, length; i < n; i += length)
		width += code_width(text_decode(s + i, n - i, &length));
	return width;
}

/* C0 (newline and tab apart), DEL, C1, bidi controls and marks, invisible
 * separators, tags: what can make a line show something other than it is. */
bool
text_code_is_hostile(int c)
{
	return c < 0 || c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x61c || (c >= 0x200b && c <= 0x200f) ||
	       (c >= 0x2028 && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) || c == 0xfeff ||
	       (c >= 0xfff9 && c <= 0xfffb) || (c >= 0xe0000 && c <= 0xe007f);
}

/* Bytes of the escape sequence that starts at s (s[0] is ESC): CSI, OSC and the
 * other string kinds up to their end, else ESC with its intermediates. */
static size_t
escape_length(const char *s, size_t n)
{
	if (n < 2)
		return 1;
	size_t i = 2;
	if (s[1] == '[') {
		while (i < n && s[i] >= 0x20 && s[i] <= 0x3f)
			i++;
		return i < n && s[i] >= 0x40 && s[i] <= 0x7e ? i + 1 : i;
	}
	if (strchr("]PX^_", s[1]) != NULL) {
		while (i < n && s[i] != '\a' && s[i] != '\n' && !(s[i] == '\033' && i + 1 < n && s[i + 1] == '\\'))
			i++;
		if (i >= n || s[i] == '\n')
			return i;
		return s[i] == '\a' ? i + 1 : i + 2;
	}
	for (i = 1; i < n && s[i] >= 0x20 && s[i] <= 0x2f;)
		i++;
	return i < n && s[i] >= 0x30 && s[i] <= 0x7e ? i + 1 : i;
}

char *
text_safe(struct arena *a, const char *s, size_t limit)
{
	struct buf b = buf_new(a);
	size_t n = strlen(s);
	for (size_t i = 0, length; i < n; i += length) {
		if (s[i] == '\033') {
			length = escape_length(s + i, n - i);
			continue;
		}
		int c = text_decode(s + i, n - i, &length);
		bool space = c == '\n' || c == '\t';
		bool hostile = !space && text_code_is_hostile(c);
		size_t add = space || hostile ? 1 : length;
		if (b.size + add > limit) {
			buf_add_string(&b, "...");
			break;
		}
		if (space || hostile)
			buf_add_char(&b, space ? ' ' : '?');
		else
			buf_add(&b, s + i, length);
	}
	return b.text;
}

bool
text_is_hostile(const char *s)
{
	size_t n = strlen(s);
	for (size_t i = 0, length; i < n; i += length)
		if (text_code_is_hostile(text_decode(s + i, n - i, &length)))
			return true;
	return false;
}

/* One line of input into `b`, wrapped. */
static void
wrap_line(struct buf *b, const char *s, size_t n, size_t width, const char *indent, bool first)
{
	size_t indent_width = text_width(indent);
	size_t column = first ? 0 : indent_width;
	bool fresh = true; /* nothing but the indent stands in this line yet */
	size_t i = 0;
	if (!first)
		buf_add_string(b, indent);
	while (i < n) {
		size_t spaces = 0;
		while (i + spaces < n && s[i + spaces] == ' ')
			spaces++;
		/* The next piece that must not be broken: a word, or one wide character. */
		size_t end = i + spaces, piece_width = 0;
		while (end < n && s[end] != ' ') {
			size_t length;
			size_t w = code_width(text_decode(s + end, n - end, &length));
			if (w == 2 && end > i + spaces)
				break;
			piece_width += w;
			end += length;
			if (w == 2) {
				/* Closing punctuation stays with the character before it. */
				size_t next;
				int c;
				while (end < n &&
				       (c = text_decode(s + end, n - end, &next),
					c == 0x3002 || c == 0xff0c || c == 0xff1a || c == 0xff1b || c == 0x3001 ||
						c == 0xff09 || c == 0x300d || c == 0xff01 || c == 0xff1f)) {
					piece_width += 2;
					end += next;
				}
				break;
			}
		}
		if (!fresh && column + spaces + piece_width > width) {
			buf_add_char(b, '\n');
			buf_add_string(b, indent);
			column = indent_width;
			i += spaces;
			spaces = 0;
		}
		buf_add(b, s + i, end - i);
		column += spaces + piece_width;
		fresh = false;
		i = end;
	}
}

bool
text_ends_line(const char *s, size_t n)
{
	while (n > 0 && s[n - 1] == 'm') {
		size_t i = n - 1;
		while (i > 0 && ((s[i - 1] >= '0' && s[i - 1] <= '9') || s[i - 1] == ';'))
			i--;
		if (i < 2 || s[i - 1] != '[' || s[i - 2] != '\033')
			break;
		n = i - 2;
	}
	return n == 0 || s[n - 1] == '\n';
}

char *
text_wrap(struct arena *a, const char *s, size_t width, const char *indent)
{
	struct buf b = buf_new(a);
	for (bool first = true;; first = false) {
		size_t n = strcspn(s, "\n");
		size_t used = n;
		while (used > 0 && s[used - 1] == ' ')
			used--;
		wrap_line(&b, s, used, width, indent, first);
		if (s[n] == '\0')
			return b.text;
		buf_add_char(&b, '\n');
		s += n + 1;
	}
}

static size_t
least(size_t x, size_t y)
{
	return x < y ? x : y;
}

size_t
text_distance(const char *a, const char *b, size_t limit)
{
	enum { LONGEST = 128 };
	size_t n = strlen(a), m = strlen(b);
	if ((n > m ? n - m : m - n) > limit || n > LONGEST || m > LONGEST)
		return limit + 1;
	size_t rows[3][LONGEST + 1];
	size_t *before = rows[0], *above = rows[1], *here = rows[2];
	for (size_t j = 0; j <= m; j++)
		above[j] = j;
	/* Farther from the diagonal than the limit nothing is within it. */
	for (size_t i = 1; i <= n; i++) {
		size_t first = i > limit ? i - limit : 1, last = i + limit < m ? i + limit : m;
		size_t best = here[first - 1] = first > 1 ? limit + 1 : i;
		if (last < m)
			here[last + 1] = limit + 1;
		for (size_t j = first; j <= last; j++) {
			size_t cost = a[i - 1] == b[j - 1] ? 0 : 1;
			here[j] = least(least(above[j] + 1, here[j - 1] + 1), above[j - 1] + cost);
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				here[j] = least(here[j], before[j - 2] + 1);
			best = least(best, here[j]);
		}
		if (best > limit)
			return limit + 1;
		size_t *spare = before;
		before = above;
		above = here;
		here = spare;
	}
	return above[m] > limit ? limit + 1 : above[m];
}

size_t
text_offset(const char *s, int column)
{
	size_t at = 0;
	for (int n = 1; n < column && s[at] != '\0'; n++)
		for (at++; ((unsigned char)s[at] & 0xC0) == 0x80; at++)
			;
	return at;
}

int
text_code_point(const char *s, size_t n)
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
