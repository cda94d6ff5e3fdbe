using System.Buffers.Binary;

namespace Archivist.Platform.Nbd;

/// <summary>One request of a client that waits for its answer; the answer may come in several chunks.</summary>
internal sealed class NbdRequest(ushort command, long offset, int length, Memory<byte> destination)
{
    private const int MostExtents = 1 << 20;

    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Dictionary<uint, List<(uint Length, uint State)>> _extents = [];
    private int _extentCount;
    private uint _error;

    internal ushort Command => command;

    internal long Offset => offset;

    internal int Length => length;

    /// <summary>Bytes of the destination that were filled.</summary>
    internal long Covered { get; private set; }

    /// <summary>For block status: of each context the lengths and states, in order.</summary>
    internal IReadOnlyList<(uint Length, uint State)> ExtentsOf(uint context) => _extents.GetValueOrDefault(context) ?? [];

    internal Task Task => _done.Task;

    /// <summary>The answer without structure: all or nothing.</summary>
    internal async Task<bool> TakeSimpleAsync(uint error, Stream input)
    {
        _error = error;
        if (error == 0 && command == NbdProtocol.CommandRead)
        {
            await input.ReadExactlyAsync(destination);
            Covered = destination.Length;
        }

        return true;
    }

    internal async Task TakeChunkAsync(ushort type, int size, Stream input)
    {
        if (type == NbdProtocol.ChunkData && size >= 8)
        {
            var place = await PlaceAsync(input, size - 8);
            await input.ReadExactlyAsync(destination.Slice(place, size - 8));
            Covered += size - 8;
            return;
        }

        var payload = new byte[size];
        await input.ReadExactlyAsync(payload);
        switch (type)
        {
            case NbdProtocol.ChunkNone:
                break;
            case NbdProtocol.ChunkHole when size == 12:
                var hole = BinaryPrimitives.ReadUInt32BigEndian(payload.AsSpan(8));
                destination.Slice(Place(payload, hole), (int)hole).Span.Clear();
                Covered += hole;
                break;
            case NbdProtocol.ChunkBlockStatus when size >= 4 && command == NbdProtocol.CommandBlockStatus && _extentCount + size / 8 <= MostExtents:
                TakeExtents(payload);
                break;
            case >= NbdProtocol.ChunkErrorBit when size >= 4:
                _error = BinaryPrimitives.ReadUInt32BigEndian(payload);
                break;
            default:
                throw new IOException($"it sends a chunk of type {type} that was not asked for");
        }
    }

    private void TakeExtents(byte[] payload)
    {
        var context = BinaryPrimitives.ReadUInt32BigEndian(payload);
        if (!_extents.TryGetValue(context, out var extents))
            _extents.Add(context, extents = []);
        for (var at = 4; at + 8 <= payload.Length; at += 8)
            extents.Add((BinaryPrimitives.ReadUInt32BigEndian(payload.AsSpan(at)), BinaryPrimitives.ReadUInt32BigEndian(payload.AsSpan(at + 4))));
        _extentCount += payload.Length / 8;
    }

    internal void Complete(string location)
    {
        if (_error == 0)
            _done.TrySetResult();
        else
            _done.TrySetException(new IOException($"{location}: the server failed at byte {offset}: {Word(_error)}"));
    }

    internal void Fail(Exception cause) => _done.TrySetException(cause);

    private async Task<int> PlaceAsync(Stream input, long count)
    {
        var start = new byte[8];
        await input.ReadExactlyAsync(start);
        return Place(start, count);
    }

    private int Place(byte[] start, long count)
    {
        var place = BinaryPrimitives.ReadInt64BigEndian(start) - offset;
        return place >= 0 && count <= destination.Length - place
            ? (int)place
            : throw new IOException("it sends bytes that were not asked for");
    }

    private static string Word(uint error) => error switch
    {
        NbdProtocol.NotPermitted => "it is not permitted",
        NbdProtocol.InputOutput => "an error of the medium",
        NbdProtocol.Invalid => "it does not take the request",
        NbdProtocol.ShuttingDown => "it is shutting down",
        _ => $"error {error}",
    };
}
