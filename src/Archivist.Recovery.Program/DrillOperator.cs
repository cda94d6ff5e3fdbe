using Archivist.Discs.Sets;
using Archivist.Keys.Shares;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Recovery.Program.Messages;
using Archivist.Recovery.Program.Problems;
using Archivist.Recovery.Protocol;
using Archivist.Repository.Snapshots;

namespace Archivist.Recovery.Program;

/// <summary>Answers from the order of a drill, and sends events back through its port. The consoles only watch.</summary>
internal sealed class DrillOperator(DrillOrder order, Stream port, Consoles consoles, TimeProvider clock) : IRecoveryOperator
{
    /// <summary>A stick may take some seconds to appear, as long as a person needs to press Enter again.</summary>
    private const int MostLooks = 15;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(2);

    private int _looks;
    private bool _wasRefused;

    /// <summary>What the host asked for.</summary>
    internal DrillOrder Order => order;

    /// <summary>Opens the named port if the machine has one, and waits for the order.</summary>
    internal static async Task<DrillOperator?> FindAsync(string path, Consoles consoles, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (FileLookup.Find(path) is null)
            return null;

        var port = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
        var line = await new LineReader(port).ReadAsync(cancellationToken);
        return new DrillOperator(DrillLine.ReadOrder(line ?? []), port, consoles, clock);
    }

    /// <summary>The host and its records speak English.</summary>
    public IRecoveryWords Words => EnglishWords.Instance;

    /// <inheritdoc/>
    public async ValueTask ReportAsync(DrillEvent happened, CancellationToken cancellationToken)
    {
        _wasRefused |= happened is DrillEvent.KeyRefused;
        await port.WriteAsync(new ReadOnlyMemory<byte>([.. DrillLine.Write(happened), (byte)'\n']), cancellationToken);
        await port.FlushAsync(cancellationToken);
        await consoles.WriteLineAsync(Words.Of(happened), cancellationToken);
    }

    /// <inheritdoc/>
    public IDiscRequests DiscsOf(RecoveryMachine machine, TimeProvider clock) => new NoDiscRequests();

    /// <summary>A drill is about the key that it was given: media are looked at when that is on one.</summary>
    public bool UsesKeyMedia => order.Key is RecoveryKey.File;

    /// <inheritdoc/>
    public async ValueTask<KeyAnswer?> AskKeyAsync(int attempt, bool hasKeyring, CancellationToken cancellationToken)
    {
        if (order.Key is RecoveryKey.File or RecoveryKey.Passphrase && !hasKeyring)
            throw new ArchivistException(new KeyringNotOnDisc());
        if (attempt > 1)
            return null;
        return order.Key switch
        {
            RecoveryKey.File => await LookAgainAsync(cancellationToken),
            RecoveryKey.Shares => Combine(order.Shares!),
            _ => new KeyAnswer.Typed(order.Passphrase!),
        };
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<string>> AskReplicasAsync(CancellationToken cancellationToken) => ValueTask.FromResult(order.Replicas);

    /// <inheritdoc/>
    public ValueTask<Snapshot?> ChooseSnapshotAsync(IReadOnlyList<Snapshot> snapshots, CancellationToken cancellationToken) =>
        ValueTask.FromResult(order.Snapshot == DrillOrder.LatestSnapshot
            ? snapshots.LastOrDefault(snapshot => !snapshot.IsCatalogue())
            : snapshots.LastOrDefault(snapshot => snapshot.Id.ToString().StartsWith(order.Snapshot, StringComparison.Ordinal)));

    /// <inheritdoc/>
    public async ValueTask<RestoreTarget> PrepareTargetAsync(RecoveryMachine machine, CancellationToken cancellationToken)
    {
        var disk = BlockDevice.List().FirstOrDefault(device => device.Serial == order.TargetSerial)
            ?? throw new ArchivistException(new TargetDiskMissing(order.TargetSerial));
        return order.TargetPreparation is TargetPreparation.MakeExt4
            ? await RestoreTarget.MakeFileSystemAsync(disk, cancellationToken)
            : await RestoreTarget.MountAsync(disk, cancellationToken);
    }

    /// <summary>Asks for one more look at the media, unless one has a key that was refused, or there were enough looks.</summary>
    private async Task<KeyAnswer.OnMedium> LookAgainAsync(CancellationToken cancellationToken)
    {
        if (_wasRefused || _looks++ == MostLooks)
            throw new ArchivistException(new KeyMediaOpenNothing(_wasRefused));
        await Task.Delay(BetweenLooks, clock, cancellationToken);
        return new KeyAnswer.OnMedium();
    }

    /// <summary>Combines the shares as they are combined for people.</summary>
    private static KeyAnswer.Combined Combine(IReadOnlyList<string> given)
    {
        var shares = new CollectedShares();
        foreach (var words in given)
            shares.Add(Share.Parse(words));
        return shares.Combine();
    }

    /// <inheritdoc/>
    public async ValueTask BeforeComparisonAsync(string folder, CancellationToken cancellationToken)
    {
        if (order.Fault is DrillFault.AlteredByte)
            await RestoredByte.AlterAsync(folder, cancellationToken);
    }
}
