using System.Text;
using Archivist.Keys.Codes;
using Archivist.Operations.Configuration;
using Archivist.Operations.Problems;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;

namespace Archivist.Operations.Keys.Codes;

/// <summary>Where the one-time codes of an archive are kept: a file that only its owner can read, which one process at a time changes. It holds the seed of the codes, a secret.</summary>
internal sealed class CodeFile(string path, TimeProvider clock)
{
    private const int LargestFile = 4096;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>The file of an archive: beside the memory of its audits.</summary>
    internal static CodeFile Of(ArchivistSettings settings, TimeProvider clock) => new(settings.StateFileOf(".codes"), clock);

    /// <summary>Keeps others from changing it.</summary>
    /// <exception cref="ArchivistException"><see cref="CodesInUse"/>: another process holds it.</exception>
    internal async Task<IDisposable> LockAsync(CancellationToken cancellationToken)
    {
        DurableFile.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        return await FileLock.TryTakeAsync(path + ".lock", Patience, clock, cancellationToken) ?? throw new ArchivistException(new CodesInUse(path));
    }

    /// <summary>Reads the state; null when no page was made.</summary>
    /// <exception cref="ArchivistException"><see cref="CodesInvalid"/>: the file holds something else.</exception>
    internal async Task<OneTimeCodes?> ReadAsync(CancellationToken cancellationToken)
    {
        if (FileLookup.Find(path) is null)
            return null;
        return OneTimeCodes.TryParse(Encoding.UTF8.GetString(await DurableFile.ReadAsync(path, LargestFile, cancellationToken))) ?? throw new ArchivistException(new CodesInvalid(path));
    }

    /// <summary>Keeps a state; it is durable when this returns.</summary>
    internal async Task WriteAsync(OneTimeCodes codes, string archive, CancellationToken cancellationToken)
    {
        await using var file = NewFile.Create(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await file.Stream.WriteAsync(Encoding.UTF8.GetBytes(codes.ToUri(archive) + "\n"), cancellationToken);
        file.PublishOver();
    }
}
