using System.Buffers.Binary;
using System.IO.Enumeration;
using System.Security.Cryptography;
using Archivist.Platform.FileSystem;

namespace Archivist.Benchmarks.SideBySide;

/// <summary>What is captured: a folder of files.</summary>
/// <param name="Name">How it is called in the table.</param>
/// <param name="Folder">Where it lies.</param>
/// <param name="Files">Regular files in it.</param>
/// <param name="Bytes">Their lengths together.</param>
internal sealed record SourceData(string Name, string Folder, long Files, long Bytes)
{
    /// <summary>One disk image, which Archivist captures as blocks.</summary>
    internal bool IsImage { get; init; }

    /// <summary>Makes the next version: of an image three of a hundred blocks are overwritten, of a tree one of a hundred files.</summary>
    internal async Task<SourceData> ChangeAsync(int version, CancellationToken cancellationToken)
    {
        if (IsImage)
        {
            await DiskImage.ChangeAsync(Folder, version, cancellationToken);
            return this;
        }

        var number = 0;
        foreach (var file in FilesIn(Folder).Where(file => file.LinkTarget is null).OrderBy(file => file.FullName, StringComparer.Ordinal).ToList())
        {
            if (number++ % 100 == version % 100)
                await File.AppendAllTextAsync(file.FullName, $"version {version}\n", cancellationToken);
        }

        return Of(Name, Folder);
    }

    internal static SourceData Of(string name, string folder)
    {
        var lengths = FilesIn(folder).Where(file => file.LinkTarget is null).Select(file => file.Length).ToList();
        return new SourceData(name, folder, lengths.Count, lengths.Sum());
    }

    /// <summary>Copies the first files, by path, of each origin as long as they fit into <paramref name="bytes"/>: the same ones every time.</summary>
    internal static SourceData CopyTree(string folder, long bytes, IReadOnlyList<string> origins)
    {
        foreach (var origin in origins)
        {
            var left = bytes / origins.Count;
            foreach (var file in FilesIn(origin).OrderBy(file => file.FullName, StringComparer.Ordinal))
            {
                if (file.LinkTarget is null && file.Length > left)
                    continue;
                var copy = Path.Combine(folder, file.FullName.TrimStart('/'));
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                if (file.LinkTarget is { } target)
                    File.CreateSymbolicLink(copy, target);
                else
                {
                    file.CopyTo(copy);
                    left -= file.Length;
                }
            }
        }

        return Of("Programs and documents", folder);
    }

    /// <summary>A few files that neither compress nor repeat: a key stream, the same one every time.</summary>
    internal static async Task<SourceData> MakeIncompressibleAsync(string folder, long bytes, CancellationToken cancellationToken)
    {
        const int Files = 4;
        Directory.CreateDirectory(folder);
        using var cipher = Aes.Create();
        cipher.Key = new byte[32];
        var buffer = new byte[1 << 20];
        ulong counter = 0;
        for (var number = 0; number < Files; number++)
        {
            await using var file = new FileStream(Path.Combine(folder, $"noise-{number}"), FileMode.CreateNew, FileAccess.Write);
            for (long written = 0; written < bytes / Files; written += buffer.Length)
            {
                for (var i = 0; i < buffer.Length; i += 16)
                    BinaryPrimitives.WriteUInt64LittleEndian(buffer.AsSpan(i), counter++);
                await file.WriteAsync(cipher.EncryptEcb(buffer, PaddingMode.None), cancellationToken);
            }
        }

        return Of("Incompressible", folder);
    }

    /// <summary>Files and links; links to folders are not entered, for /usr has rings of them.</summary>
    internal static FileSystemEnumerable<FileInfo> FilesIn(string folder) =>
        new(
            folder, (ref FileSystemEntry entry) => new FileInfo(entry.ToFullPath()),
            new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None, IgnoreInaccessible = true })
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory || entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
            ShouldRecursePredicate = (ref FileSystemEntry entry) => !entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
        };
}
