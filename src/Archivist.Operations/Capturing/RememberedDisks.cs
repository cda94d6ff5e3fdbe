using System.Text;
using System.Text.Json;
using Archivist.Capture.Blocks;
using Archivist.Capture.Capturing;
using Archivist.Operations.Configuration;
using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;
using Archivist.Repository.Opening;
using Archivist.Repository.Snapshots;

namespace Archivist.Operations.Capturing;

/// <summary>
/// Remembers, for each block source with dirty bitmaps and each repository, under which bitmaps the last snapshot was taken: one small file each in the state directory of
/// the user. A file that is lost or cannot be read costs one reading of the whole source, nothing else.
/// </summary>
internal sealed class RememberedDisks
{
    private const int LongestRecord = 16 * 1024 * 1024;

    private readonly string _folder;
    private readonly string _repository;

    private RememberedDisks(string folder, string repository) => (_folder, _repository) = (folder, repository);

    /// <summary>Of a user and a repository: <c>$XDG_STATE_HOME/archivist/disks</c>, or <c>~/.local/state/archivist/disks</c>.</summary>
    internal static RememberedDisks Of(SettingsEnvironment user, OpenRepository repository) =>
        new(Path.Combine(user.StateFolder, "archivist", "disks"), repository.Id);

    /// <summary>What is remembered of sources, by their addresses, with the snapshots of it that are still there.</summary>
    internal async Task<IReadOnlyDictionary<string, BlockReference>> FindAsync(
        IReadOnlyList<string> addresses, IReadOnlyList<Snapshot> snapshots, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, BlockReference>(StringComparer.Ordinal);
        foreach (var address in addresses)
        {
            if (await TryReadAsync(address, cancellationToken) is { } record)
                found[address] = new BlockReference(record, snapshots.FirstOrDefault(snapshot => snapshot.Id.ToString() == record.Snapshot));
        }

        return found;
    }

    /// <summary>Remembers the block sources of a snapshot that is stored. Failing to is a warning: the next one reads them whole, or more of them than it had to.</summary>
    internal async Task RememberAsync(CaptureOutcome outcome, OperationContext context, CancellationToken cancellationToken)
    {
        foreach (var record in outcome.Blocks.Select(block => block.Record).OfType<BlockRecord>())
        {
            try
            {
                DurableFile.CreateDirectory(_folder);
                await using var file = NewFile.Create(FileOf(record.Address), UnixFileMode.UserRead | UnixFileMode.UserWrite);
                await file.Stream.WriteAsync(
                    JsonSerializer.SerializeToUtf8Bytes(record with { Snapshot = outcome.Snapshot.Id.ToString() }, BlockRecordJson.Default.BlockRecord), cancellationToken);
                file.PublishOver();
            }
            catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
            {
                context.Warn(new DiskNotRemembered(record.Address, Cause.Of(cause)));
            }
        }
    }

    private async Task<BlockRecord?> TryReadAsync(string address, CancellationToken cancellationToken)
    {
        var file = FileOf(address);
        try
        {
            if (FileLookup.Find(file) is null)
                return null;
            var record = JsonSerializer.Deserialize(await DurableFile.ReadAsync(file, LongestRecord, cancellationToken), BlockRecordJson.Default.BlockRecord);
            return record is { Bitmaps: not null, Refused: not null } && record.Address == address && !record.Bitmaps.Contains(null!) ? record : null;
        }
        catch (Exception cause) when (cause is JsonException or InvalidDataException or IOException or UnauthorizedAccessException)
        {
            // Nothing is trusted then, and the snapshot writes the file again.
            return null;
        }
    }

    private string FileOf(string address) => Path.Combine(_folder, $"{Digest.Of(Encoding.UTF8.GetBytes($"{_repository}\0{address}"))}.json");
}
