using System.Buffers;
using Archivist.Repository;

namespace Archivist.Capture.Blocks;

/// <summary>Adding many small pieces at once.</summary>
internal static class BatchedWriting
{
    /// <summary>
    /// Takes over <paramref name="content"/>, which holds pieces of the given lengths one behind the other, and tells their ids.
    /// </summary>
    internal static async ValueTask<Task<BlobId[]>> AddDataAsync(
        this RepositoryWriter writer, IMemoryOwner<byte> content, IReadOnlyList<int> lengths, CancellationToken cancellationToken)
    {
        var pieces = new Task<BlobId>[lengths.Count];
        var users = new Countdown(content, lengths.Count);
        var start = 0;
        for (var i = 0; i < lengths.Count; i++)
        {
            pieces[i] = await writer.AddDataAsync(new Piece(users, content.Memory.Slice(start, lengths[i])), lengths[i], cancellationToken);
            start += lengths[i];
        }

        return Task.WhenAll(pieces);
    }

    private sealed class Countdown(IDisposable content, int users)
    {
        internal void Release()
        {
            if (Interlocked.Decrement(ref users) == 0)
                content.Dispose();
        }
    }

    private sealed class Piece(Countdown users, Memory<byte> memory) : IMemoryOwner<byte>
    {
        private Countdown? _users = users;

        public Memory<byte> Memory => memory;

        public void Dispose() => Interlocked.Exchange(ref _users, null)?.Release();
    }
}
