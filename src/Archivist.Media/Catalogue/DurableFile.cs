using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Archivist.Media.Catalogue;

/// <summary>Files that are whole or not there, also after a power cut: temporary file, flush, rename, flush of the folder.</summary>
internal static partial class DurableFile
{
    /// <summary>Puts a file in place, over an older one if there is one. Folders are made as needed.</summary>
    internal static async Task ReplaceAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var folder = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(folder);
        // The name cannot be taken for a record: it does not end in .json.
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            await using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0))
            {
                await file.WriteAsync(content, cancellationToken);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }

        Flush(folder);
    }

    private static void Flush(string folder)
    {
        if (!OperatingSystem.IsLinux())
            return;
        const int readOnlyCloseOnExec = 0x80000;
        using var handle = Open(folder, readOnlyCloseOnExec);
        if (!handle.IsInvalid)
            Synchronize(handle);
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial SafeFileHandle Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Synchronize(SafeFileHandle file);
}
