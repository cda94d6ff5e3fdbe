using System.Collections;
using System.Text;
using Archivist.Drills;
using Archivist.Drills.Problems;
using Archivist.Evidence;
using Archivist.Keys.Age;
using Archivist.Keys.Keyrings;
using Archivist.Keys.Shares;
using Archivist.Operations.Archives;
using Archivist.Operations.Configuration;
using Archivist.Operations.Drilling;
using Archivist.Operations.Events;
using Archivist.Operations.Keys.Sharing;
using Archivist.Operations.Problems;
using Archivist.Platform.Problems;
using Archivist.Recovery.Protocol;

namespace Archivist.Tests.Operations.Drilling;

public sealed class GivenDrillKeyTests : IDisposable
{
    private static readonly byte[] Password = "the password"u8.ToArray();

    private readonly Bench _bench = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData(false, "x25519")]
    [InlineData(true, "hybrid")]
    public async Task A_stick_holds_the_bytes_of_the_identity_file_and_records_name_its_recipient(bool isHybrid, string kind)
    {
        using var identity = AgeIdentity.Create(isHybrid);
        var content = AgeIdentityFile.Format(identity);
        var file = _bench.Folder.Write("alice.identity", Encoding.ASCII.GetString(content));

        using var key = await ReadAsync(new DrillUnlock { Kind = DrillKeyKind.Stick, IdentityFile = file });

        var stick = Assert.IsType<DrillKey.Stick>(key.Key);
        Assert.True(stick.Image.Span.IndexOf(content) >= 0, "The stick does not hold the file.");
        Assert.Equal(0, stick.Image.Length % 512);
        var report = key.Describe(Result(hasOpened: true, kind));
        Assert.Equal(("stick", "alice.identity", kind, true), (report.Unlock, report.Name, report.Kind, report.HasOpened));
        Assert.Equal([new KeyringEntry(identity.Kind, identity.Recipient!.ToString()).Fingerprint!], report.Fingerprints);
        Assert.DoesNotContain("AGE-SECRET-KEY", report.ToString());
        Assert.DoesNotContain("AGE-SECRET-KEY", stick.ToString());
    }

    [Fact]
    public async Task A_stick_with_several_identities_is_named_by_those_of_the_kind_that_opened()
    {
        using var classic = AgeIdentity.Create(isHybrid: false);
        using var hybrid = AgeIdentity.Create(isHybrid: true);
        var file = _bench.Folder.Write("both", Encoding.ASCII.GetString([.. AgeIdentityFile.Format(classic), .. AgeIdentityFile.Format(hybrid)]));

        using var key = await ReadAsync(new DrillUnlock { Kind = DrillKeyKind.Stick, IdentityFile = file });

        Assert.Equal([new KeyringEntry(hybrid.Kind, hybrid.Recipient!.ToString()).Fingerprint!], key.Describe(Result(true, "hybrid")).Fingerprints);
        Assert.Equal(2, key.Describe(Result(false, null)).Fingerprints.Count);
    }

    [Fact]
    public async Task What_is_not_given_comes_from_the_settings_and_what_they_do_not_give_is_refused()
    {
        var phrase = _bench.Folder.Write("phrase", "six words\n");
        using (var given = await ReadAsync(new DrillUnlock(), $"unlock = \"passphrase\"\npassphrase = \"file:{phrase}\"\n"))
            Assert.Equal(new DrillKey.Passphrase("six words"), given.Key);
        using (var password = await ReadAsync(new DrillUnlock { Kind = DrillKeyKind.Password }, $"unlock = \"passphrase\"\npassphrase = \"file:{phrase}\"\n"))
            Assert.Equal(new DrillKey.Password("the password"), password.Key);

        await RefusesAsync(new DrillKeyNotGiven(DrillKeyKind.Stick), new DrillUnlock { Kind = DrillKeyKind.Stick });
        await RefusesAsync(new DrillKeyNotGiven(DrillKeyKind.Shares), new DrillUnlock { Kind = DrillKeyKind.Shares });
        Assert.IsType<ShareRefused>((await Assert.ThrowsAsync<ArchivistException>(() => ReadAsync(new DrillUnlock { Kind = DrillKeyKind.Shares, Shares = [new GivenShare("one", "no share at all")] }))).Problem);
    }

    [Fact]
    public async Task Shares_that_the_ledger_knows_count_as_tested_and_others_do_not()
    {
        var shares = ShareSet.Split(new byte[32], 1, [new ShareGroup(2, 3)], [])[0];
        var file = _bench.Folder.Write("shares", $"{shares[0].Mnemonic}\n{shares[2].Mnemonic}\n");
        var settings = await SettingsAsync($"unlock = \"shares\"\nshares = [\"file:{file}\"]\n");
        using var key = await GivenDrillKey.ReadAsync(Context, settings, new DrillUnlock(), Password, Cancellation);

        Assert.Equal([shares[0].Mnemonic, shares[2].Mnemonic], Assert.IsType<DrillKey.Shares>(key.Key).Words);
        var report = key.Describe(Result(true, null));
        Assert.Equal(("shares", shares[0].Set.Words), (report.Unlock, report.Name));
        Assert.Equal([shares[0].Fingerprint, shares[2].Fingerprint], report.Fingerprints);

        await _bench.BeginLedgerAsync();
        Assert.Empty(await key.FindTestsAsync(Context, settings, Cancellation));
        await new ArchiveLedger(settings, _bench.Clock).AppendAsync(
            new LedgerEntry.SharesMade(_bench.Clock.GetUtcNow(), shares[0].Set.Words, "key", 1, ["2 of 3"], [.. shares.Take(2).Select(share => share.Fingerprint)]), Cancellation);
        Assert.Equal(new LedgerEntry.ShareTested(_bench.Clock.GetUtcNow(), shares[0].Set.Words, shares[0].Fingerprint), Assert.Single(await key.FindTestsAsync(Context, settings, Cancellation)));
    }

    [Fact]
    public async Task A_key_of_the_keyring_that_does_not_open_the_repository_of_today_is_not_tested()
    {
        var settings = await SettingsAsync("");
        await _bench.AddRepositoryAsync(settings.Archive.Repository);
        using var key = await GivenDrillKey.ReadAsync(
            Context, settings, new DrillUnlock { Kind = DrillKeyKind.Passphrase, PassphraseFile = _bench.Folder.Write("phrase", "of an older keyring\n") }, Password, Cancellation);

        Assert.Empty(await key.FindTestsAsync(Context, settings, Cancellation));
        Assert.Single(_bench.Events.Warnings, warning => warning is DrilledKeyNotCounted);
    }

    private OperationContext Context => new(_bench.Events, _bench.Environment);

    private static RecoveryDrillResult Result(bool hasOpened, string? kind) => new()
    {
        Problem = new DrillVerdict(Failure.None, "all is back", null),
        Fault = DrillFault.None,
        LastStage = DrillStage.Verdict,
        Duration = TimeSpan.FromMinutes(1),
        ConsoleLog = "console.log",
        HasKeyOpened = hasOpened,
        IdentityKind = kind,
    };

    private async Task<GivenDrillKey> ReadAsync(DrillUnlock asked, string drill = "") => await GivenDrillKey.ReadAsync(Context, await SettingsAsync(drill), asked, Password, Cancellation);

    private async Task RefusesAsync(Problem problem, DrillUnlock asked) => Assert.Equal(problem, (await Assert.ThrowsAsync<ArchivistException>(() => ReadAsync(asked))).Problem);

    private async Task<ArchivistSettings> SettingsAsync(string drill)
    {
        _bench.Folder.Write("archivist.toml", $"""
            [archive]
            name = "alice"
            sources = ["/s"]
            repository = "repository"
            password = "env:P"
            [ledger]
            folder = "ledger"
            key = "ledger.key"
            [drill]
            {drill}
            """);
        return await SettingsReader.ReadAsync(null, new SettingsEnvironment(new Hashtable(), _bench.Folder.Path, "/home/tester"), Cancellation);
    }
}
