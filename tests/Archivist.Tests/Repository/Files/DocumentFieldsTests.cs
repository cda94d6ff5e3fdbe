using System.Text;
using System.Text.Json;
using Archivist.Platform.FileSystem;
using Archivist.Repository.Files;

namespace Archivist.Tests.Repository.Files;

public sealed class DocumentFieldsTests
{
    [Fact]
    public void Fields_are_read_by_name_and_missing_ones_are_told()
    {
        var fields = Of("""{"word":"für","n":7,"yes":true,"bytes":"AQI=","list":["a","b"],"inner":{"n":1},"none":null}""");
        Assert.Equal("für", fields.FindText("word"));
        Assert.Equal((7, 0), (fields.Number("n"), fields.Number("m")));
        Assert.Equal((true, false), (fields.Flag("yes"), fields.Flag("no")));
        Assert.Equal([1, 2], fields.FindBase64("bytes"));
        Assert.Equal(["a", "b"], fields.Words("list"));
        Assert.Equal(1, fields.FindObject("inner")!.Value.Number("n"));
        Assert.Null(fields.FindText("none"));
        Assert.Null(fields.FindBase64("missing"));
        Assert.Null(fields.FindObject("missing"));
        Assert.Empty(fields.Words("missing"));
    }

    [Fact]
    public void Other_fields_are_kept_as_they_are_spelled() =>
        Assert.Equal(
            "\"b\":{ \"c\" : [1, 2.50] },\"d\\u0022\":null",
            Encoding.UTF8.GetString(Of("""{"a":1,"b":{ "c" : [1, 2.50] },"d\"":null}""").Others(["a"]).Span));

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{} {}")]
    [InlineData("{}x")]
    public void What_is_no_object_is_refused(string json) => Assert.ThrowsAny<JsonException>(() => Of(json));

    [Theory]
    [InlineData("""{"x":1}""")]
    [InlineData("""{"x":[]}""")]
    [InlineData("""{"x":{}}""")]
    [InlineData("""{"x":"\ud800"}""")]
    public void A_text_is_a_text(string json) => Assert.Throws<FormatException>(() => Of(json).FindText("x"));

    [Fact]
    public void Bytes_that_are_no_text_are_refused() =>
        Assert.Throws<FormatException>(() => DocumentFields.Of([.. "{\"x\":\""u8, 0xFF, .. "\"}"u8]).FindText("x"));

    [Theory]
    [InlineData("""{"x":"1"}""")]
    [InlineData("""{"x":1.5}""")]
    [InlineData("""{"x":99999999999999999999}""")]
    [InlineData("""{"x":true}""")]
    public void A_number_is_a_number(string json) => Assert.Throws<FormatException>(() => Of(json).Number("x"));

    [Theory]
    [InlineData("""{"x":-1}""")]
    [InlineData("""{"x":4294967296}""")]
    public void An_account_has_32_bits(string json) => Assert.Throws<FormatException>(() => Of(json).Account("x"));

    [Fact]
    public void Other_types_are_refused_as_well()
    {
        var fields = Of("""{"flag":"true","bytes":"*","list":[1],"word":"a"}""");
        Assert.Throws<FormatException>(() => fields.Flag("flag"));
        Assert.Throws<FormatException>(() => fields.FindBase64("bytes"));
        Assert.Throws<FormatException>(() => fields.Words("list"));
        Assert.Throws<FormatException>(() => fields.Words("word"));
        Assert.Throws<FormatException>(() => fields.FindObject("word"));
    }

    private static DocumentFields Of(string json) => DocumentFields.Of(Encoding.UTF8.GetBytes(json));
}
