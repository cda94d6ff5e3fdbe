using System.Collections.Concurrent;
using System.Text;
using Archivist.Evidence.Problems;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;

namespace Archivist.Evidence.Witnessing;

/// <summary>
/// Cosigns the checkpoints of other people's logs as long as each continues the one before (C2SP tlog-witness). Speaks no HTTP. What it last cosigned of each log is durable before a
/// cosignature is given out. Thread-safe; one process at a time has it open.
/// </summary>
public sealed class Witness : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly string _directory;
    private readonly TimeProvider _clock;
    private readonly NoteSigner _signer;
    private readonly IDisposable _exclusive;
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _gates = new(StringComparer.Ordinal);
    private readonly Lock _reading = new();
    private IReadOnlyDictionary<string, NoteKey> _logs;
    private long _readAt;

    private Witness(string directory, TimeProvider clock, NoteSigner signer, IDisposable exclusive, IReadOnlyDictionary<string, NoteKey> logs) =>
        (_directory, _clock, _signer, _exclusive, _logs, _readAt) = (directory, clock, signer, exclusive, logs, clock.GetTimestamp());

    /// <summary>The key that verifies its cosignatures.</summary>
    public NoteKey Key => _signer.Public;

    /// <summary>The number of logs that it cosigns.</summary>
    public int Logs => KnownLogs().Count;

    /// <summary>Creates a witness in a directory: its key, and the directory for the keys of logs.</summary>
    /// <param name="directory">Where; made when missing.</param>
    /// <param name="name">Its name, without white space and plus: a URL without its scheme.</param>
    /// <param name="cancellationToken">Stops; what was created by then stays.</param>
    /// <returns>The key that verifies its cosignatures, which is also in the file <c>vkey</c>.</returns>
    /// <exception cref="ArchivistException"><see cref="Failure.Usage"/>: the name cannot be used, or there is a witness already.</exception>
    public static async Task<NoteKey> CreateAsync(string directory, string name, CancellationToken cancellationToken)
    {
        if (!NoteKey.IsName(name))
            throw new ArchivistException(new WitnessNameInvalid(name));
        if (FileLookup.FindLink(KeyFile(directory)) is not null)
            throw new ArchivistException(new WitnessExists(directory));
        DurableFile.CreateDirectory(LogsOf(directory));
        await NoteSigner.CreateAsync(KeyFile(directory), name, NoteKeyKind.Witness, cancellationToken);
        using var signer = await NoteSigner.OpenAsync(KeyFile(directory), NoteKeyKind.Witness, cancellationToken);
        await DurableFile.ReplaceAsync(Path.Combine(directory, "vkey"), Encoding.UTF8.GetBytes($"{signer.Public}\n"), cancellationToken);
        return signer.Public;
    }

    /// <summary>Opens the witness in a directory. The caller disposes it.</summary>
    /// <exception cref="ArchivistException">
    /// <see cref="Failure.Usage"/>: there is none, or a key of a log cannot be used; <see cref="Failure.WrongKey"/>: its own key is damaged; <see cref="Failure.RepositoryLocked"/>: another
    /// process has it open.
    /// </exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static async Task<Witness> OpenAsync(string directory, TimeProvider clock, CancellationToken cancellationToken)
    {
        directory = Path.GetFullPath(directory);
        if (!FileLookup.IsFile(KeyFile(directory)))
            throw new ArchivistException(new WitnessMissing(directory));
        var exclusive = await FileLock.TryTakeAsync(Path.Combine(directory, ".lock"), TimeSpan.Zero, clock, cancellationToken)
            ?? throw new ArchivistException(new WitnessInUse(directory));
        NoteSigner? signer = null;
        try
        {
            signer = await NoteSigner.OpenAsync(KeyFile(directory), NoteKeyKind.Witness, cancellationToken);
            return new Witness(directory, clock, signer, exclusive, ReadLogs(directory));
        }
        catch
        {
            signer?.Dispose();
            exclusive.Dispose();
            throw;
        }
    }

    /// <summary>Cosigns a checkpoint, or says why not.</summary>
    /// <param name="body">The body of the request.</param>
    /// <param name="cancellationToken">Stops before anything is recorded.</param>
    /// <exception cref="ArchivistException">What was cosigned before cannot be read (<see cref="WitnessStateDamaged"/>), or a key of a log cannot be used any more.</exception>
    /// <exception cref="IOException">It cannot be read or made durable; nothing was cosigned.</exception>
    public async Task<WitnessAnswer> AddCheckpointAsync(ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        if (WitnessRequest.Parse(body) is not { } request || Checkpoint.FindHead(request.Checkpoint.Span) is not { } claimed)
            return new WitnessAnswer.Malformed();
        if (!KnownLogs().TryGetValue(claimed.Origin, out var key))
            return new WitnessAnswer.UnknownLog();
        if (Checkpoint.Open(request.Checkpoint.Span, key, out _) is not { } head)
            return new WitnessAnswer.NotSigned(claimed.Origin);
        if (request.OldSize > head.Size)
            return new WitnessAnswer.Malformed();
        var gate = _gates.GetOrAdd(head.Origin, _ => new SemaphoreSlim(1));
        await gate.WaitAsync(cancellationToken);
        try
        {
            return await DecideAsync(request, head, cancellationToken);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _signer.Dispose();
        _exclusive.Dispose();
        foreach (var gate in _gates.Values)
            gate.Dispose();
    }

    private async Task<WitnessAnswer> DecideAsync(WitnessRequest request, LedgerHead head, CancellationToken cancellationToken)
    {
        var file = StateFile(head.Origin);
        var last = await ReadStateAsync(file, head.Origin, cancellationToken);
        if (request.OldSize != last.Size)
            return new WitnessAnswer.OtherSize(last.Size);
        if (head.Size == last.Size && head.Root != last.Root)
            return new WitnessAnswer.OtherRoot(head.Origin, last.Size);
        // Every history continues the empty one, without a proof.
        var isProven = last.Size == 0 ? request.Proof.Count == 0 : MerkleTree.VerifyConsistency(last.Size, last.Root, head.Size, head.Root, request.Proof);
        if (!isProven)
            return new WitnessAnswer.NotProven(head.Origin, last.Size);
        var line = Cosignature.Sign(Checkpoint.Split(request.Checkpoint.Span).Text, _signer, _clock.GetUtcNow());
        // From here on a client that goes away must not leave a half-kept record.
        await DurableFile.ReplaceAsync(file, request.Checkpoint, CancellationToken.None);
        return new WitnessAnswer.Cosigned(line + "\n");
    }

    /// <summary>The head that was cosigned last; the empty one where there is none. A record that is damaged is never taken for none.</summary>
    private async Task<LedgerHead> ReadStateAsync(string file, string origin, CancellationToken cancellationToken)
    {
        if (FileLookup.FindLink(file) is null)
            return new LedgerHead(origin, 0, MerkleTree.EmptyRoot);
        try
        {
            // It was verified before it was written; the key of the log may have been replaced since.
            if (Checkpoint.FindHead(await DurableFile.ReadAsync(file, Checkpoint.MaxBytes, cancellationToken)) is { } head && head.Origin == origin)
                return head;
        }
        catch (InvalidDataException)
        {
            // It is longer than any checkpoint.
        }

        throw new ArchivistException(new WitnessStateDamaged(_directory, file));
    }

    /// <summary>The keys of the logs by their names, looked at once a second at most.</summary>
    private IReadOnlyDictionary<string, NoteKey> KnownLogs()
    {
        lock (_reading)
        {
            if (_clock.GetElapsedTime(_readAt) >= Pause)
                (_logs, _readAt) = (ReadLogs(_directory), _clock.GetTimestamp());
            return _logs;
        }
    }

    /// <summary>One log has one key: with two, each could vouch for a history of its own under one name.</summary>
    private static Dictionary<string, NoteKey> ReadLogs(string directory)
    {
        const int LongestKey = 1024;
        var keys = new Dictionary<string, NoteKey>(StringComparer.Ordinal);
        if (!FileLookup.IsDirectory(LogsOf(directory)))
            return keys;
        foreach (var file in Directory.EnumerateFiles(LogsOf(directory), "*.vkey").Order(StringComparer.Ordinal))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            using var reader = new StreamReader(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            if (stream.Length > LongestKey || !NoteKey.TryParse(reader.ReadToEnd(), out var key))
                throw new ArchivistException(new WitnessedLogInvalid(file));
            if (!keys.TryAdd(key.Name, key) && keys[key.Name] != key)
                throw new ArchivistException(new WitnessedLogTwice(file, key.Name));
        }

        return keys;
    }

    /// <summary>An origin may have characters that no file name has.</summary>
    private string StateFile(string origin) => Path.Combine(_directory, "state", Digest.Of(Encoding.UTF8.GetBytes(origin)).ToString());

    private static string KeyFile(string directory) => Path.Combine(directory, "key");

    private static string LogsOf(string directory) => Path.Combine(directory, "logs");
}
