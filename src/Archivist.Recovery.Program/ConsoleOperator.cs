using System.Globalization;
using Archivist.Discs.Sets;
using Archivist.Platform.Problems;
using Archivist.Recovery.Protocol;
using Archivist.Repository.Snapshots;

namespace Archivist.Recovery.Program;

/// <summary>People in front of the machine: every console shows everything, and any of them may answer.</summary>
internal sealed class ConsoleOperator(Consoles consoles) : IRecoveryOperator
{
    private const int Attempts = 5;
    private const int SnapshotsShown = 20;

    /// <inheritdoc/>
    public async ValueTask ReportAsync(DrillEvent happened, CancellationToken cancellationToken) =>
        await consoles.WriteLineAsync(EventText.Of(happened), cancellationToken);

    /// <inheritdoc/>
    public IDiscRequests DiscsOf(RecoveryMachine machine, TimeProvider clock) =>
        new ConsoleDiscs(consoles, clock, cancellationToken => MediumTray.TryOpenAsync(machine, cancellationToken));

    /// <inheritdoc/>
    public async ValueTask<string?> AskPassphraseAsync(int attempt, CancellationToken cancellationToken)
    {
        if (attempt > Attempts)
            return null;
        if (attempt > 1)
            await consoles.WriteLineAsync("That passphrase opens nothing here.", cancellationToken);
        return await consoles.AskAsync("Passphrase: ", isSecret: true, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<string>> AskReplicasAsync(CancellationToken cancellationToken)
    {
        await consoles.WriteLineAsync("Changes made after this disc can be fetched from a copy on the network.", cancellationToken);
        var answer = await consoles.AskAsync("Address of a copy (rest:http://...), or Enter for this disc alone: ", isSecret: false, cancellationToken);
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
            var answer = await AskAsync($"Which snapshot, 1 to {shown.Count}, or Enter for the newest: ", cancellationToken);
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
            var name = await AskAsync("Which disk or partition takes the files (name), or a folder (/...): ", cancellationToken);
            if (name.StartsWith('/') && !name.StartsWith("/dev/", StringComparison.Ordinal))
                return new RestoreTarget("a folder", name);
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
            await consoles.WriteLineAsync($"{device.Name} is in use.", cancellationToken);
            return null;
        }

        var answer = await AskAsync(
            $"Keep the file system on {device.Name} and add to it (k), or ERASE {device.Name} and make a new one (e)? ", cancellationToken);
        if (answer is "k")
            return await RestoreTarget.MountAsync(device, cancellationToken);
        if (answer is not "e")
            return null;
        var confirmed = await AskAsync($"Everything on {device.Name} ({device.Describe()}) will be lost. Type its name to erase it: ", cancellationToken);
        return confirmed == device.Name ? await RestoreTarget.MakeFileSystemAsync(device, cancellationToken) : null;
    }

    private async Task<string> AskAsync(string question, CancellationToken cancellationToken) =>
        (await consoles.AskAsync(question, isSecret: false, cancellationToken)
            ?? throw new ArchivistException(Failure.Interrupted, "no console is left to ask")).Trim();
}
