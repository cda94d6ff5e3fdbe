using System.Globalization;
using Archivist.Discs.Sets;
using Archivist.Platform.Problems;
using Archivist.Recovery.Program.Messages;
using Archivist.Recovery.Program.Problems;
using Archivist.Recovery.Protocol;
using Archivist.Repository.Snapshots;

namespace Archivist.Recovery.Program;

/// <summary>People in front of the machine: every console shows everything, and any of them may answer.</summary>
internal sealed class ConsoleOperator(Consoles consoles) : IRecoveryOperator
{
    private const int Attempts = 5;
    private const int SnapshotsShown = 20;

    /// <summary>What became of the last answer, for what is said before the next question.</summary>
    private bool _wasOnMedium, _wasRefused;

    /// <inheritdoc/>
    public IRecoveryWords Words { get; private set; } = EnglishWords.Instance;

    /// <inheritdoc/>
    public async ValueTask ReportAsync(DrillEvent happened, CancellationToken cancellationToken)
    {
        _wasRefused |= happened is DrillEvent.KeyRefused;
        await consoles.WriteLineAsync(Words.Of(happened), cancellationToken);
    }

    /// <inheritdoc/>
    public IDiscRequests DiscsOf(RecoveryMachine machine, TimeProvider clock) =>
        new ConsoleDiscs(consoles, () => Words, clock, cancellationToken => MediumTray.TryOpenAsync(machine, cancellationToken));

    /// <inheritdoc/>
    public bool UsesKeyMedia => true;

    /// <inheritdoc/>
    public async ValueTask<KeyAnswer?> AskKeyAsync(int attempt, bool hasKeyring, CancellationToken cancellationToken)
    {
        if (attempt > Attempts)
            return null;
        if (_wasOnMedium)
            await consoles.WriteLineAsync(Words.NoKeyOnMedium, cancellationToken);
        else if (attempt > 1 && !_wasRefused)
            await consoles.WriteLineAsync(Words.WrongPassphrase, cancellationToken);
        _wasRefused = false;
        while (true)
        {
            if (attempt == 1)
                await consoles.WriteLineAsync(Words.OtherLanguage, cancellationToken);
            await consoles.WriteLineAsync(hasKeyring ? Words.OtherKeys : Words.OtherShares, cancellationToken);
            if (await consoles.AskAsync(Words.AskPassphrase, isSecret: true, cancellationToken) is not { } answer)
                return null;
            _wasOnMedium = hasKeyring && answer.Length == 0;
            // A passphrase of one of these letters is typed after the language was changed by it.
            if (attempt == 1 && answer.Trim() == Words.OtherLanguageKey)
                Words = Words == EnglishWords.Instance ? GermanWords.Instance : EnglishWords.Instance;
            else if (_wasOnMedium)
                return new KeyAnswer.OnMedium();
            else if (answer.Trim() != Words.SharesKey)
                return new KeyAnswer.Typed(answer);
            else if (await new ConsoleShares(consoles, Words).AskAsync(cancellationToken) is { } combined)
                return combined;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<string>> AskReplicasAsync(CancellationToken cancellationToken)
    {
        await consoles.WriteLineAsync(Words.AboutCopies, cancellationToken);
        var answer = await consoles.AskAsync(Words.AskCopy, isSecret: false, cancellationToken);
        return string.IsNullOrWhiteSpace(answer) ? [] : answer.Split((char[])[' ', ','], StringSplitOptions.RemoveEmptyEntries);
    }

    /// <inheritdoc/>
    public async ValueTask<Snapshot?> ChooseSnapshotAsync(IReadOnlyList<Snapshot> snapshots, CancellationToken cancellationToken)
    {
        var shown = snapshots.Where(snapshot => !snapshot.IsCatalogue()).Reverse().Take(SnapshotsShown).ToList();
        for (var i = 0; i < shown.Count; i++)
        {
            await consoles.WriteLineAsync(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"  {i + 1,2}  {shown[i].Time.ToDateTimeOffset():yyyy-MM-dd HH:mm}  {shown[i].Hostname}  {string.Join(", ", shown[i].Paths)}"),
                cancellationToken);
        }

        while (true)
        {
            var answer = await AskAsync(Words.AskSnapshot(shown.Count), cancellationToken);
            if (answer.Length == 0)
                return shown[0];
            if (int.TryParse(answer, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= shown.Count)
                return shown[number - 1];
        }
    }

    /// <inheritdoc/>
    public async ValueTask<RestoreTarget> PrepareTargetAsync(RecoveryMachine machine, CancellationToken cancellationToken)
    {
        while (true)
        {
            var devices = BlockDevice.List().Where(device => !machine.MediumDevice.StartsWith(device.Path, StringComparison.Ordinal)).ToList();
            foreach (var device in devices)
                await consoles.WriteLineAsync($"  {device.Name,-12} {device.Describe()}", cancellationToken);
            var name = await AskAsync(Words.AskTarget, cancellationToken);
            if (name.StartsWith('/') && !name.StartsWith("/dev/", StringComparison.Ordinal))
                return new RestoreTarget(Words.Directory, name);
            if (devices.FirstOrDefault(device => device.Name == name || device.Path == name) is not { } chosen)
                continue;
            if (await ReadyAsync(chosen, cancellationToken) is { } target)
                return target;
        }
    }

    /// <inheritdoc/>
    public ValueTask BeforeComparisonAsync(string folder, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>Keeps what is there unless the operator spells out, twice, that it shall go.</summary>
    private async Task<RestoreTarget?> ReadyAsync(BlockDevice device, CancellationToken cancellationToken)
    {
        if (device.IsMounted)
        {
            await consoles.WriteLineAsync(Words.InUse(device.Name), cancellationToken);
            return null;
        }

        var answer = await AskAsync(Words.AskKeepOrErase(device.Name), cancellationToken);
        if (answer == Words.KeepKey)
            return await RestoreTarget.MountAsync(device, cancellationToken);
        if (answer != Words.EraseKey)
            return null;
        var confirmed = await AskAsync(Words.ConfirmErasing(device.Name, device.Describe()), cancellationToken);
        return confirmed == device.Name ? await RestoreTarget.MakeFileSystemAsync(device, cancellationToken) : null;
    }

    private async Task<string> AskAsync(string question, CancellationToken cancellationToken) =>
        (await consoles.AskAsync(question, isSecret: false, cancellationToken)
            ?? throw new ArchivistException(new ConsoleGone())).Trim();
}
