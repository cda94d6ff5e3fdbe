using System.Text;
using System.Text.Json;
using Archivist.Operations.Configuration;
using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;

namespace Archivist.Operations.Replicating;

/// <summary>
/// Remembers where repositories and copies were seen, one small file each, in the state directory of the user: not beside them, as what is on an unplugged
/// disk cannot say that it is missing.
/// </summary>
internal sealed class KnownPlaces(string folder)
{
    private const int LongestRecord = 64 * 1024;

    /// <summary>Of a user: <c>$XDG_STATE_HOME/archivist/places</c>, or <c>~/.local/state/archivist/places</c>.</summary>
    internal static KnownPlaces Of(SettingsEnvironment user) => new(Path.Combine(user.StateFolder, "archivist", "places"));

    /// <summary>What was seen there; null when nothing ever was.</summary>
    /// <exception cref="ArchivistException">The record cannot be read: then nothing may be begun there.</exception>
    internal async Task<KnownPlace?> FindAsync(string address, CancellationToken cancellationToken)
    {
        var file = FileOf(address);
        try
        {
            if (FileLookup.Find(file) is null)
                return null;
            return JsonSerializer.Deserialize(await DurableFile.ReadAsync(file, LongestRecord, cancellationToken), KnownPlacesJson.Default.KnownPlace)
                ?? throw new JsonException("it holds nothing");
        }
        catch (Exception cause) when (cause is JsonException or InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new ArchivistException(new PlaceRecordUnreadable(file, address, Cause.Of(cause)), cause);
        }
    }

    /// <summary>Notes what is there now. Failing to is a warning: the copy itself is good.</summary>
    internal async Task RememberAsync(KnownPlace place, OperationContext context, CancellationToken cancellationToken)
    {
        try
        {
            DurableFile.CreateDirectory(folder);
            await using var file = NewFile.Create(FileOf(place.Address), UnixFileMode.UserRead | UnixFileMode.UserWrite);
            await file.Stream.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(place, KnownPlacesJson.Default.KnownPlace), cancellationToken);
            file.PublishOver();
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            context.Warn(new PlaceNotRemembered(place.Address, Cause.Of(cause)));
        }
    }

    /// <summary>Forgets what was seen there.</summary>
    /// <exception cref="IOException">The record cannot be removed.</exception>
    internal void Forget(string address) => DurableFile.Remove(FileOf(address));

    private string FileOf(string address) => Path.Combine(folder, $"{Digest.Of(Encoding.UTF8.GetBytes(address))}.json");
}
