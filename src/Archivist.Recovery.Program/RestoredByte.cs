using Archivist.Platform.Problems;
using Archivist.Recovery.Program.Problems;

namespace Archivist.Recovery.Program;

/// <summary>The fault that a drill makes on purpose: one byte in the middle of one restored file, all metadata left as it was.</summary>
internal static class RestoredByte
{
    internal static async Task AlterAsync(string folder, CancellationToken cancellationToken)
    {
#pragma warning disable RS0030 // Nothing is passed over: IgnoreInaccessible is false.
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = false };
#pragma warning restore RS0030
        var file = new DirectoryInfo(folder).EnumerateFiles("*", options).FirstOrDefault(candidate => candidate.Length > 0 && candidate.LinkTarget is null)
            ?? throw new ArchivistException(new NothingToAlter());
        var (modified, accessed) = (file.LastWriteTimeUtc, file.LastAccessTimeUtc);
        await using (var stream = new FileStream(file.FullName, FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 0))
        {
            var place = stream.Length / 2;
            var octet = new byte[1];
            stream.Position = place;
            await stream.ReadExactlyAsync(octet, cancellationToken);
            octet[0] ^= 1;
            stream.Position = place;
            await stream.WriteAsync(octet, cancellationToken);
        }

        file.LastWriteTimeUtc = modified;
        file.LastAccessTimeUtc = accessed;
    }
}
