using Archivist.Capture.FileSystem;
using Microsoft.Win32.SafeHandles;

namespace Archivist.Capture.Restoring;

/// <summary>Keeps the file that was written last open, for the next piece is usually of the same one.</summary>
internal sealed class OpenFiles(Folder? target) : IDisposable
{
    private const int NoSpaceResult = 28;

    private RestoredEntry? _current;
    private SafeFileHandle? _handle;

    internal SafeFileHandle Open(RestoredEntry file)
    {
        if (file.Opened is { } opened)
            return opened;
        if (_current == file)
            return _handle!;
        _handle?.Dispose();
        _current = null;
        _handle = target!.OpenForWritingBelow(file.FullPath().AsSpan(1));
        _current = file;
        return _handle;
    }

    /// <summary>The class library keeps errno in HResult.</summary>
    internal static bool IsNoSpace(IOException cause) => cause is NativeIOException { Error: NoSpaceResult } || cause.HResult == NoSpaceResult || (cause.HResult & 0xFFFF) == 112;

    public void Dispose() => _handle?.Dispose();
}
