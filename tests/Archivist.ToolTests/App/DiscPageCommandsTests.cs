using System.Diagnostics;
using Archivist.App.Cli;
using Archivist.Discs.Templates;
using Archivist.Evidence;
using Archivist.Operations.Configuration;
using Archivist.Repository.Snapshots;
using Archivist.Repository.Stores;
using Archivist.TestKit;

namespace Archivist.ToolTests.App;

/// <summary>What the page on the disc tells people to type, typed: on a repository in a folder that nobody can write to.</summary>
public sealed class DiscPageCommandsTests : IAsyncDisposable
{
    private readonly ScratchFolder _folder = new();

    public async ValueTask DisposeAsync()
    {
        if (Directory.Exists(_folder.At("disc")))
            await RunAsync("chmod -R u+w \"$DISC\"");
        _folder.Dispose();
    }

    [Fact]
    public async Task Way_B_brings_every_file_back()
    {
        var page = await PrepareAsync();

        var (status, output) = await TypeAsync(PageCommands.Of(page, "WAY B"));

        Assert.True(status == 0, output);
        Assert.Equal("one\n", await File.ReadAllTextAsync(_folder.At("target") + _folder.At("source", "one.txt")));
        Assert.Equal("two\n", await File.ReadAllTextAsync(_folder.At("target") + _folder.At("source", "deep er", "two.txt")));
    }

    [Fact]
    public async Task The_checks_are_silent_about_a_good_disc()
    {
        var page = await PrepareAsync();

        var (status, output) = await TypeAsync(PageCommands.Of(page, "IS THIS DISC"));

        Assert.True(status == 0, output);
        Assert.Contains("no errors were found", output, StringComparison.Ordinal);
        Assert.Contains("+ good", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sha256sum")]
    [InlineData("restic")]
    public async Task Each_check_alone_finds_one_flipped_byte(string check)
    {
        var page = await PrepareAsync();
        var (flipped, notice) = await RunAsync(
            """
            set -e
            chmod -R u+w "$DISC"
            pack=$(find "$DISC/repository/data" -type f | head -1)
            byte=$(od -An -tu1 -j9 -N1 "$pack")
            printf "\\$(printf %o $((byte ^ 1)))" | dd of="$pack" bs=1 seek=9 conv=notrunc status=none
            """);
        Assert.True(flipped == 0, notice);
        var commands = PageCommands.Of(page, "IS THIS DISC").Where(command =>
            command.StartsWith(check, StringComparison.Ordinal)
            || !(command.StartsWith("sha256sum", StringComparison.Ordinal)
                || command.StartsWith("restic", StringComparison.Ordinal)
                || command.StartsWith("xorriso", StringComparison.Ordinal)));

        var (status, output) = await TypeAsync([.. commands]);

        Assert.True(status != 0, output);
    }

    /// <summary>A folder as restic makes it, an image of it, and the page as it would lie on the disc.</summary>
    private async Task<string> PrepareAsync()
    {
        foreach (var tool in (string[])["restic", "xorriso", "bash"])
            Assert.SkipUnless(IsInstalled(tool), $"{tool} is not installed: apt-get install {tool}");
        _folder.Write("source/one.txt", "one\n");
        _folder.Write("source/deep er/two.txt", "two\n");
        _folder.Write("password", "correct horse\n");
        var (status, output) = await RunAsync(
            $"""
            set -e
            restic init -q -r "$DISC/repository" --repository-version 2
            restic backup -q -r "$DISC/repository" '{_folder.At("source")}'
            rm -f "$DISC"/repository/locks/*
            xorriso -as mkisofs -quiet -R -J -o "$DRIVE" "$DISC"
            chmod -R a-w "$DISC"
            """);
        Assert.True(status == 0, output);

        var template = await DiscTemplateReader.ReadAsync("dvd", null, TestContext.Current.CancellationToken);
        return new DiscPage
        {
            Disk = "alice-laptop",
            Snapshot = new string('a', 64),
            Taken = TimeProvider.System.GetUtcNow(),
            Files = 2,
            Bytes = 8,
            Volume = "ALICE",
            RepositoryFolder = "repository",
            LedgerFolder = "ledger",
            Version = "0.1.0",
        }.Render(await File.ReadAllTextAsync(template.Page), template.Page);
    }

    private Task<(int Status, string Output)> TypeAsync(IReadOnlyList<string> commands)
    {
        Assert.NotEmpty(commands);
        return RunAsync("set -e\n" + string.Join('\n', commands));
    }

    private async Task<(int Status, string Output)> RunAsync(string script)
    {
        var start = new ProcessStartInfo("bash", ["-c", script]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DISC"] = _folder.At("disc");
        start.Environment["DRIVE"] = _folder.At("disc.iso");
        start.Environment["TARGET"] = _folder.At("target");
        start.Environment["HOME"] = _folder.At("home");
        start.Environment["TMPDIR"] = _folder.Path;
        start.Environment["RESTIC_PASSWORD_FILE"] = _folder.At("password");
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output + await errors);
    }

    private static bool IsInstalled(string tool) => Environment.GetEnvironmentVariable("PATH")!
        .Split(':')
        .Any(folder => File.Exists(Path.Combine(folder, tool)));
}
