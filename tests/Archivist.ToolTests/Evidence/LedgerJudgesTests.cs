using System.Text;
using Archivist.App.Cli;
using Archivist.Evidence;
using Archivist.TestKit;
using Archivist.ToolTests.Reports;

namespace Archivist.ToolTests.Evidence;

/// <summary>The ledger, read by programs that know the specifications and not us.</summary>
public sealed class LedgerJudgesTests : IDisposable
{
    private const string GoModules = "/usr/share/gocode";

    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1, 0)]
    [InlineData(300, 255)]
    [InlineData(66_000, 65_537)]
    public async Task Go_accepts_signature_tiles_and_entries_and_proves_the_same(int size, int index)
    {
        Tool.Require("go", "golang-go");
        Assert.SkipUnless(
            Directory.Exists($"{GoModules}/src/golang.org/x/mod/sumdb/tlog"), "Go's tlog is not installed: apt-get install golang-golang-x-mod-dev");
        var (ledger, head) = await FillAsync(size);

        var (status, output) = await VerifyWithGoAsync(ledger, index);

        Assert.True(status == 0, output);
        var proof = await LedgerFolder.ProveInclusionAsync(_folder.At("ledger"), index, head.Size, TestContext.Current.CancellationToken);
        Assert.Equal(
            ["root from tiles: true", "root from entries: true", .. proof.Select(hash => hash.ToString())],
            output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task OpenSSL_accepts_the_signature_of_the_checkpoint()
    {
        Tool.Require("openssl", "openssl");
        var (ledger, _) = await FillAsync(3);
        var note = await File.ReadAllTextAsync(_folder.At("ledger", "checkpoint"));
        var (text, line) = (note[..(note.IndexOf("\n\n", StringComparison.Ordinal) + 1)], note.TrimEnd().Split(' ')[^1]);
        var publicKey = Convert.FromBase64String(ledger.Key.ToString().Split('+', 3)[2])[1..];
        // RFC 8410 4: SubjectPublicKeyInfo of an Ed25519 key is this prefix and the key.
        await File.WriteAllBytesAsync(_folder.At("public.der"), [.. Convert.FromHexString("302a300506032b6570032100"), .. publicKey]);
        await File.WriteAllBytesAsync(_folder.At("text"), Encoding.UTF8.GetBytes(text));
        await File.WriteAllBytesAsync(_folder.At("signature"), Convert.FromBase64String(line)[4..]);

        var (status, output) = await Tool.RunAsync(
            "openssl",
            ["pkeyutl", "-verify", "-rawin", "-pubin", "-keyform", "DER", "-inkey", _folder.At("public.der"),
                "-in", _folder.At("text"), "-sigfile", _folder.At("signature")]);

        Assert.True(status == 0 && output.Contains("Signature Verified Successfully", StringComparison.Ordinal), output);
    }

    private async Task<(LedgerFolder, LedgerHead)> FillAsync(int size)
    {
        var ledger = await LedgerFolder.OpenAsync(
            _folder.At("ledger"), "archivist.example/alice", _folder.At("key"), TimeProvider.System, TestContext.Current.CancellationToken);
        var entries = Enumerable.Range(0, size)
            .Select(LedgerEntry (i) => new LedgerEntry.SnapshotTaken(DateTimeOffset.UnixEpoch.AddHours(i), $"snapshot-{i}", i, i, 0))
            .ToList();
        await ledger.AppendAsync(entries[0], TestContext.Current.CancellationToken);
        return (ledger, await ledger.AppendAsync([.. entries.Skip(1)], TestContext.Current.CancellationToken));
    }

    private Task<(int Status, string Output)> VerifyWithGoAsync(LedgerFolder ledger, int index)
    {
        var program = _folder.At("main.go");
        File.Copy(Path.Combine(CheckedOut.Root, "tests", "Archivist.ToolTests", "Reports", "verify-ledger.go.txt"), program);
        return Tool.RunAsync(
            "go",
            ["run", program, _folder.At("ledger"), ledger.Key.ToString(), $"{index}"],
            new Dictionary<string, string>
            {
                ["GO111MODULE"] = "off",
                ["GOPATH"] = GoModules,
                ["GOFLAGS"] = "",
                ["GOCACHE"] = Path.Combine(Path.GetTempPath(), "archivist-go-cache"),
            });
    }
}
