using System.Text;
using Archivist.Operations.Archives;
using Archivist.Operations.Configuration;

namespace Archivist.Tests.Operations.Configuration;

public sealed class SecretTextTests
{
    private const string Word = "päss wörd";

    [Theory]
    [InlineData("utf-8", "", "\n")]
    [InlineData("utf-8", "\ufeff", "\r\n")]
    [InlineData("utf-16", "\ufeff", "\r\n")]
    [InlineData("utf-16BE", "\ufeff", "")]
    [InlineData("utf-8", " \t", "\u00a0 \n\n")]
    public void However_an_editor_wrote_it_the_password_is_the_same(string encoding, string before, string after)
    {
        var bytes = Encoding.GetEncoding(encoding).GetBytes(before + Word + after);
        Assert.Equal(Word, Encoding.UTF8.GetString(SecretText.Decode(bytes).Span));
        using var stream = new MemoryStream(bytes);
        Assert.Equal(Word, Encoding.UTF8.GetString(SecretText.ReadLine(stream).Span));
    }

    [Fact]
    public void Standard_input_gives_one_line_for_each_question()
    {
        using var input = new MemoryStream("old\nnew\r\n"u8.ToArray());
        Assert.Equal("old"u8.ToArray(), SecretText.ReadLine(input));
        Assert.Equal("new"u8.ToArray(), SecretText.ReadLine(input));
        Assert.Equal(0, SecretText.ReadLine(input).Length);
    }

    [Fact]
    public void Weak_passwords_and_those_that_the_console_cannot_type_are_advised_against()
    {
        Assert.Single(PasswordAdvice.About("a b"u8));
        Assert.Single(PasswordAdvice.About("ein Schlüssel aus Wörtern"u8));
        Assert.Empty(PasswordAdvice.About("several words that nobody guesses"u8));
    }
}
