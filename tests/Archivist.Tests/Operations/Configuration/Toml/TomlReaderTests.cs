using System.Text;
using Archivist.App.Messages;
using Archivist.Operations.Configuration.Toml;
using Archivist.Platform.Problems;

namespace Archivist.Tests.Operations.Configuration.Toml;

public sealed class TomlReaderTests
{
    [Fact]
    public void Keys_and_values_know_their_line_and_column()
    {
        var root = Read("# first\n[disk]\n  name = \"alice\"\nsources = [\n  \"/etc\",\n  \"/home\" ]\n");

        var disk = Assert.IsType<TomlValue.Table>(root.Find("disk"));
        Assert.Equal(new TomlPosition(2, 2), root.Entries[0].KeyPosition);
        Assert.Equal(new TomlPosition(3, 3), disk.Entries[0].KeyPosition);
        Assert.Equal(new TomlPosition(3, 10), disk.Entries[0].Value.Position);
        var sources = Assert.IsType<TomlValue.Array>(disk.Find("sources"));
        Assert.Equal(new TomlPosition(4, 11), sources.Position);
        Assert.Equal(new TomlPosition(6, 3), sources.Items[1].Position);
    }

    [Theory]
    [InlineData("a = 1\na = 2\n", 2, 1, "'a' was already set on line 1")]
    [InlineData("a = {b = 1}\n[a.c]\n", 2, 2, "'a' is an inline table since line 1 and cannot be extended")]
    [InlineData("[a.b.c]\nz = 9\n[a]\nb.c.t = 1\n", 4, 1, "'b' is a table since line 1 and cannot be extended by a dotted key")]
    [InlineData("[a]\n[a]\n", 2, 2, "'a' is already a table since line 1")]
    [InlineData("x = \"never closed\ny = 1", 1, 5, "the string that starts here has no closing quote on its line")]
    [InlineData("x = [1,\n2\n", 1, 5, "the array that starts here is not closed")]
    [InlineData("x = 1 y = 2", 1, 7, "expected the end of the line")]
    [InlineData("x = 9223372036854775808", 1, 5, "the number does not fit in 64 bits")]
    [InlineData("x = 1e999", 1, 5, "the number does not fit in 64 bits")]
    [InlineData("x = 1\n\u00e9 = 2", 2, 1, "expected a key: letters, digits, - and _, or text in quotes")]
    [InlineData("x = \"\"\"\nnever closed\ny = 1\n", 1, 5, "the multi-line string that starts here is not closed")]
    [InlineData("x = [{y = 1},\n{z = [2],", 2, 1, "the inline table that starts here is not closed")]
    [InlineData("x = {y = 1 z = 2}", 1, 12, "expected a key in an inline table, or , or } after a value")]
    [InlineData("x =\ny = 1", 1, 4, "expected a value")]
    [InlineData("x = yes", 1, 5, "not a value: expected text in quotes, a number, true, false, a date, an array or a table")]
    [InlineData("x = 0x1G", 1, 8, "expected the end of the line")]
    [InlineData("x = 1__0", 1, 7, "not a number: expected digits, with underscores only between them and no 0 before them")]
    [InlineData("x = 1979-02-30", 1, 5, "not a date or time: expected 1979-05-27, 07:32:00, or both with T between them")]
    [InlineData("x = \"\\q\"", 1, 7, "an unknown escape: only \\b \\t \\n \\f \\r \\e \\\" \\\\ \\xHH \\uXXXX and \\UXXXXXXXX are known")]
    [InlineData("[x\ny = 1", 1, 3, "the header of a table ends with ]")]
    [InlineData("[[x]\ny = 1", 1, 4, "the header of an array of tables ends with ]]")]
    [InlineData("x = [1 2]", 1, 8, "expected , or ] after a value in an array")]
    [InlineData("x", 1, 2, "expected = after a key")]
    public void A_mistake_is_named_with_its_place_and_its_cause(string document, int line, int column, string cause)
    {
        var refusal = Assert.Throws<ArchivistException>(() => Read(document));

        Assert.Equal($"archivist.toml:{line}:{column}: {cause}", CommandLineMessages.Instance.Of(refusal.Problem).Sentence);
    }

    [Theory]
    [InlineData("x = ", "[", "")]
    [InlineData("x = ", "{y = ", "")]
    [InlineData("x = ", "[{y = ", "")]
    [InlineData("x", ".x", " = 1")]
    [InlineData("[x", ".x", "]")]
    public void Hostile_nesting_is_refused_and_does_not_end_the_process(string start, string repeated, string end)
    {
        var document = start + string.Concat(Enumerable.Repeat(repeated, 100_000)) + end;

        var refusal = Assert.Throws<ArchivistException>(() => Read(document));

        Assert.Contains("nested deeper than 100 levels", CommandLineMessages.Instance.Of(refusal.Problem).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void The_bracket_that_nests_too_deep_is_named()
    {
        var refusal = Assert.Throws<ArchivistException>(() => Read($"x = [\n{new string('[', 120)}"));

        Assert.Equal("archivist.toml:2:100: nested deeper than 100 levels", CommandLineMessages.Instance.Of(refusal.Problem).Sentence);
    }

    [Theory]
    [InlineData("", "?", "")]
    [InlineData("", "=", "")]
    [InlineData("", "]", "")]
    [InlineData("", "a\n", "")]
    [InlineData("", "\"\n", "")]
    [InlineData("", "[[x]]\n", "")]
    [InlineData("x = [", ",", "")]
    [InlineData("x = [", "{},", "")]
    [InlineData("x = {", "a=1,", "}")]
    [InlineData("x = \"", "\\q", "\"")]
    [InlineData("x = \"", "a\n", "")]
    [InlineData("x = \"\"\"", "\n", "")]
    [InlineData("x = ", "1", "")]
    [InlineData("x = [", "\n", "")]
    [InlineData("x = [", "[],", "]")]
    public void A_hostile_document_gives_a_table_or_a_refusal(string start, string repeated, string end)
    {
        var document = start + string.Concat(Enumerable.Repeat(repeated, 100_000)) + end;
        try
        {
            Read(document);
        }
        catch (ArchivistException refusal)
        {
            Assert.InRange(CommandLineMessages.Instance.Of(refusal.Problem).Sentence.Length, 1, 200);
        }
    }

    [Fact]
    public void Depths_of_headers_keys_and_values_add_up()
    {
        var forty = string.Join('.', Enumerable.Repeat("x", 40));

        Assert.Throws<ArchivistException>(() => Read($"[{forty}]\n{forty} = {new string('[', 40)}{new string(']', 40)}\n"));
    }

    [Fact]
    public void A_hundred_levels_are_read()
    {
        Read($"x = {new string('[', 99)}{new string(']', 99)}");
    }

    [Fact]
    public void A_file_over_the_limit_is_refused()
    {
        var refusal = Assert.Throws<ArchivistException>(() => TomlReader.Read(new byte[TomlReader.MaxBytes + 1], "big.toml"));

        Assert.Equal("big.toml:1:1: the file is longer than 1048576 bytes", CommandLineMessages.Instance.Of(refusal.Problem).Sentence);
    }

    [Fact]
    public void A_file_of_the_greatest_length_is_read_in_linear_time()
    {
        var document = new StringBuilder("x = [");
        while (document.Length < TomlReader.MaxBytes - 8)
            document.Append("1,");
        document.Append(']');

        var array = Assert.IsType<TomlValue.Array>(Read(document.ToString()).Find("x"));

        Assert.True(array.Items.Count > 500_000);
    }

    [Theory]
    [InlineData("x = 9223372036854775808")]
    [InlineData("x = 18446744073709551615")]
    [InlineData("x = 0x8000000000000000")]
    [InlineData("x = 0xffffffffffffffff")]
    [InlineData("x = -1e999")]
    [InlineData("x = 1_979-05-27")]
    [InlineData("x = 0_7:32:00")]
    [InlineData("x = \"one\\\ntwo\"")]
    [InlineData("\"one\\\ntwo\" = 1")]
    [InlineData("x = \"one\\\ttwo\"")]
    [InlineData("x = \"\"\"one\\\ttwo\"\"\"")]
    [InlineData("\ufeff\ufeffx = 1")]
    [InlineData("x = \"\\")]
    [InlineData("x = \"\\u")]
    [InlineData("x = 1\r\r\n")]
    public void What_the_package_lets_pass_or_fails_at_is_refused(string document) =>
        Assert.Throws<ArchivistException>(() => Read(document));

    [Theory]
    [InlineData("x = 23:59:60")]
    [InlineData("x = 0000-01-01")]
    [InlineData("x = 1979-05-27T07:32:00+14:01")]
    [InlineData("x = 07:32:00.12345678")]
    [InlineData("x = \"\"\"one \\ \ntwo\"\"\"")]
    public void What_the_specification_allows_and_the_package_does_not_is_refused(string document) =>
        Assert.Throws<ArchivistException>(() => Read(document));

    [Theory]
    [InlineData("x = {\n  y = 1, # one\n  z = \"\\e\\x41\",\n}")]
    [InlineData("x = 07:32")]
    [InlineData("x = -9223372036854775808")]
    [InlineData("x = [inf, -inf, nan, 0x7fffffffffffffff, -0]")]
    [InlineData("x = \"\"\"one \\\n   two\"\"\"")]
    [InlineData("x = \"\ufffd\"")]
    public void Toml_1_1_is_read(string document) => Assert.NotNull(Read(document).Find("x"));

    [Fact]
    public void Lines_of_a_text_end_alike_whatever_the_editor_wrote()
    {
        var root = Read("x = \"\"\"\r\none\r\ntwo\"\"\"\r\ny = '\\r'\r\n");

        Assert.Equal("one\ntwo", Assert.IsType<TomlValue.String>(root.Find("x")).Value);
        Assert.Equal(new TomlPosition(4, 1), root.Entries[1].KeyPosition);
    }

    [Fact]
    public void Columns_count_as_editors_do()
    {
        var root = Read("\ufeff\"\U0001f600\" = [\"\u00e9\U0001f600\", 1]");

        var array = Assert.IsType<TomlValue.Array>(root.Find("\U0001f600"));
        Assert.Equal(new TomlPosition(1, 8), array.Position);
        Assert.Equal(new TomlPosition(1, 16), array.Items[1].Position);
    }

    private static TomlValue.Table Read(string document) => TomlReader.Read(Encoding.UTF8.GetBytes(document), "archivist.toml");
}
