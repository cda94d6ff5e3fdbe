using System.Text;
using Archivist.App.Configuration.Toml;

namespace Archivist.Tests.App.Configuration.Toml;

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
    public void A_mistake_is_named_with_its_place_and_its_cause(string document, int line, int column, string cause)
    {
        var refusal = Assert.Throws<TomlException>(() => Read(document));

        Assert.Equal($"archivist.toml:{line}:{column}: {cause}", refusal.Message);
    }

    [Fact]
    public void A_refused_value_is_not_repeated_because_it_may_be_a_password()
    {
        var refusal = Assert.Throws<TomlException>(() => Read("[disk]\npassword = correct-horse\n"));

        Assert.DoesNotContain("horse", refusal.Message, StringComparison.Ordinal);
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

        var refusal = Assert.Throws<TomlException>(() => Read(document));

        Assert.Contains("nested deeper than 100 levels", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Depths_of_headers_keys_and_values_add_up()
    {
        var forty = string.Join('.', Enumerable.Repeat("x", 40));

        Assert.Throws<TomlException>(() => Read($"[{forty}]\n{forty} = {new string('[', 40)}{new string(']', 40)}\n"));
    }

    [Fact]
    public void A_hundred_levels_are_read()
    {
        Read($"x = {new string('[', 99)}{new string(']', 99)}");
    }

    [Fact]
    public void A_file_over_the_limit_is_refused()
    {
        var refusal = Assert.Throws<TomlException>(() => TomlReader.Read(new byte[TomlReader.MaxBytes + 1], "big.toml"));

        Assert.Equal("big.toml:1:1: the file is longer than 1048576 bytes", refusal.Message);
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

    [Fact]
    public void An_offset_that_no_DateTimeOffset_holds_is_kept()
    {
        var moment = Assert.IsType<TomlValue.OffsetDateTime>(Read("x = 0001-01-01T00:00:00+23:59").Find("x"));

        Assert.Equal(new TimeSpan(23, 59, 0), moment.Offset);
    }

    [Fact]
    public void Digits_finer_than_a_tick_are_cut_off()
    {
        var time = Assert.IsType<TomlValue.LocalTime>(Read("x = 23:59:59.99999999999999999999999").Find("x"));

        Assert.Equal(TimeOnly.MaxValue, time.Value);
    }

    private static TomlValue.Table Read(string document) => TomlReader.Read(Encoding.UTF8.GetBytes(document), "archivist.toml");
}
