using Archivist.Images.Problems;
using Archivist.Platform.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Images.Mapping;

/// <summary>A content being read whose failures name the file, because the operator has to do something about that one.</summary>
internal sealed class NamedSource(IReplayableContent content, string path) : IAsyncDisposable
{
    private readonly Stream _stream = Open(content, path);

    internal async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await _stream.ReadAsync(buffer, cancellationToken);
        }
        catch (IOException e)
        {
            throw Unreadable(path, e);
        }
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    private static Stream Open(IReplayableContent content, string path)
    {
        try
        {
            return content.OpenFromStart();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, e);
        }
    }

    internal static ArchivistException Unreadable(string path, Exception e) =>
        new(new LayoutFileNotReadable(path, Cause.Of(e)), e);
}
