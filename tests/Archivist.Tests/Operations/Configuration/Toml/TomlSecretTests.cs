using System.Text;
using Archivist.App.Messages;
using Archivist.Operations.Configuration;
using Archivist.Operations.Configuration.Toml;
using Archivist.Platform.Problems;
using Archivist.TestKit;

namespace Archivist.Tests.Operations.Configuration.Toml;

/// <summary>A value may be a password, also one that stands where none belongs: no error repeats it.</summary>
public sealed class TomlSecretTests : IDisposable
{
    private const string Secret = "correcthorsebattery";

    private static readonly string[] Disguises =
        [Secret, $"\"{Secret}\"", $"'{Secret}", $"\"\"\"{Secret}", $" = {Secret} ", $"[{Secret}", $"{Secret}=1979-", $"0x{Secret}", $"\\{Secret}"];

    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("password = SECRET")]
    [InlineData("password = \"SECRET")]
    [InlineData("password = 'SECRET")]
    [InlineData("password = SECRET\"")]
    [InlineData("password = \"\"\"SECRET\"\"")]
    [InlineData("password \"SECRET\"")]
    [InlineData("password: SECRET")]
    [InlineData("password = \"SECRET\" SECRET")]
    [InlineData("password = \"SECRET\" \"SECRET\"")]
    [InlineData("password = \"\\SECRET\"")]
    [InlineData("password = \"\\uSECRET\"")]
    [InlineData("password = \"\\UFFFFFFFFSECRET\"")]
    [InlineData("password = 12SECRET")]
    [InlineData("password = 0xSECRET")]
    [InlineData("password = 1979-05-27TSECRET")]
    [InlineData("password = 07:32:SECRET")]
    [InlineData("password = +SECRET")]
    [InlineData("password = [SECRET]")]
    [InlineData("password = [\"SECRET\" \"SECRET\"]")]
    [InlineData("password = [\"SECRET\",")]
    [InlineData("password = {SECRET}")]
    [InlineData("password = {SECRET = 1, SECRET")]
    [InlineData("password = {p = \"SECRET\" q = 1}")]
    [InlineData("password = \"SECRET\"\npassword = \"SECRET\"")]
    [InlineData("password = \"SECRET\"\n[password]")]
    [InlineData("password = \"SECRET\"\npassword.is = \"SECRET\"")]
    [InlineData("password = {is = \"SECRET\"}\n[password.is]")]
    [InlineData("password = \"SECRET\tSECRET\u0001\"")]
    [InlineData("SECRET")]
    [InlineData("[SECRET")]
    [InlineData("[[SECRET]\n")]
    [InlineData("\"SECRET")]
    [InlineData("'''SECRET''' = 1")]
    public async Task No_kind_of_mistake_repeats_what_is_there(string document)
    {
        var path = _folder.Write("archivist.toml", document.Replace("SECRET", Secret, StringComparison.Ordinal));

        var refusal = await Assert.ThrowsAsync<ArchivistException>(() => TomlFile.ReadAsync(path, TestContext.Current.CancellationToken));

        Assert.DoesNotContain(Secret, $"{refusal} {CommandLineMessages.Instance.Of(refusal.Problem)}", StringComparison.OrdinalIgnoreCase);
        Assert.StartsWith($"{path}:", CommandLineMessages.Instance.Of(refusal.Problem).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void No_refusal_of_an_invalid_document_repeats_what_was_put_anywhere_into_it()
    {
        var files = Directory.GetFiles(Path.Combine(Vectors.FolderOrSkip("toml"), "invalid"), "*.toml", SearchOption.AllDirectories);
        var refused = 0;
        foreach (var file in files)
        {
            var original = File.ReadAllBytes(file);
            for (var at = 0; at <= original.Length; at++)
            {
                var disguise = Disguises[refused % Disguises.Length];
                byte[] document = [.. original[..at], .. Encoding.ASCII.GetBytes(disguise), .. original[at..]];
                try
                {
                    TomlReader.Read(document, "t.toml");
                }
                catch (ArchivistException refusal)
                {
                    refused++;
                    Assert.DoesNotContain(Secret, $"{refusal} {CommandLineMessages.Instance.Of(refusal.Problem)}", StringComparison.OrdinalIgnoreCase);
                }
            }
        }

        Assert.True(refused > 10 * files.Length, $"{refused} of {files.Length} documents were refused");
    }
}
