using System.Text;
using Archivist.App.Messages;
using Archivist.Operations.Configuration;
using Archivist.Platform.Problems;
using Archivist.TestKit;

namespace Archivist.Tests.Operations.Configuration;

public sealed class SecretReferenceTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_file_gives_its_text_without_the_white_space_around_it()
    {
        var path = _folder.Write("key", "  correct horse\r\n");

        Assert.Equal("correct horse", await ResolveAsync($"file:{path}"));
    }

    [Fact]
    public async Task A_relative_file_lies_where_the_resolver_says()
    {
        _folder.Write("key", "secret");
        var reference = SecretReference.TryParse("file:key", path => _folder.At(path), out _)!;

        Assert.Equal($"file:{_folder.At("key")}", reference.ToString());
    }

    [Fact]
    public async Task A_variable_gives_its_value() => Assert.Equal("secret", await ResolveAsync("env:MY_KEY"));

    [Fact]
    public async Task A_systemd_credential_lies_in_the_credentials_folder()
    {
        _folder.Write("disk-key", "from systemd");

        Assert.Equal("from systemd", await ResolveAsync("systemd:disk-key"));
    }

    [Fact]
    public async Task A_descriptor_is_read_to_its_end()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "File descriptors are numbers of Linux here.");
        // As one that this process was started with: open for its children too.
        using var file = File.OpenHandle(_folder.Write("key", "from descriptor"), share: FileShare.Read | FileShare.Inheritable);

        Assert.Equal("from descriptor", await ResolveAsync($"fd:{file.DangerousGetHandle()}"));
    }

    [Fact]
    public async Task A_command_is_split_without_a_shell()
    {
        IReadOnlyList<string>? seen = null;
        var reference = SecretReference.TryParse("""cmd:pass show "my disk" 'a b' c\ d $HOME ; ''""", path => path, out _)!;

        var secret = await reference.ResolveAsync(
            new SecretSources(_ => null, (arguments, _) =>
            {
                seen = arguments;
                return Task.FromResult<ReadOnlyMemory<byte>>("secret\n"u8.ToArray());
            }),
            TestContext.Current.CancellationToken);

        Assert.Equal("secret"u8, secret.Span);
        Assert.Equal(["pass", "show", "my disk", "a b", "c d", "$HOME", ";", ""], seen);
        Assert.Equal("cmd:pass", reference.ToString());
    }

    [Theory]
    [InlineData("env:NOT_SET", "secret env:NOT_SET is not set")]
    [InlineData("env:EMPTY", "secret env:EMPTY is empty")]
    [InlineData("file:/nowhere/key", "secret file:/nowhere/key cannot be read: ")]
    [InlineData("fd:1000", "secret fd:1000 cannot be read: ")]
    public async Task A_missing_secret_names_the_reference(string reference, string message)
    {
        var failure = await Assert.ThrowsAsync<ArchivistException>(() => ResolveAsync(reference));

        Assert.Equal(Failure.Usage, failure.Failure);
        Assert.StartsWith(message, CommandLineMessages.Instance.Of(failure.Problem).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endless_file_is_not_read_to_its_end()
    {
        Assert.SkipUnless(File.Exists("/dev/zero"), "There is no endless file here.");

        var failure = await Assert.ThrowsAsync<ArchivistException>(() => ResolveAsync("file:/dev/zero"));

        Assert.Contains("is longer than 65536 bytes", CommandLineMessages.Instance.Of(failure.Problem).Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hunter2")]
    [InlineData("")]
    [InlineData("file:")]
    [InlineData("cmd:  ")]
    [InlineData("cmd:a \\")]
    [InlineData("fd:-1")]
    [InlineData("fd:99999")]
    [InlineData("systemd:../../etc/shadow")]
    [InlineData("systemd:..")]
    public void What_is_not_a_reference_is_refused_without_repeating_it(string text)
    {
        Assert.Null(SecretReference.TryParse(text, path => path, out var fault));
        Assert.NotNull(fault);
    }

    private async Task<string> ResolveAsync(string text)
    {
        var variables = new Dictionary<string, string>
        {
            ["MY_KEY"] = "secret",
            ["EMPTY"] = "",
            ["CREDENTIALS_DIRECTORY"] = _folder.Path,
        };
        var reference = SecretReference.TryParse(text, path => path, out _)!;
        var sources = new SecretSources(
            variables.GetValueOrDefault, (_, _) => throw new InvalidOperationException("No command was expected."));
        return Encoding.UTF8.GetString((await reference.ResolveAsync(sources, TestContext.Current.CancellationToken)).Span);
    }
}
