using System.Text.Json;
using Archivist.Platform.Problems;
using Archivist.Recovery.Protocol.Problems;

namespace Archivist.Recovery.Protocol;

/// <summary>The drill port's lines: one JSON object each, without its line feed.</summary>
public static class DrillLine
{
    /// <summary>The line that says so.</summary>
    public static byte[] Write(DrillOrder order) => JsonSerializer.SerializeToUtf8Bytes(order, DrillJson.Default.DrillOrder);

    /// <summary>The line that says so.</summary>
    public static byte[] Write(DrillEvent happened) => JsonSerializer.SerializeToUtf8Bytes(happened, DrillJson.Default.DrillEvent);

    /// <summary>Reads an order; anything else on the line is refused with a clear failure.</summary>
    public static DrillOrder ReadOrder(ReadOnlySpan<byte> line)
    {
        try
        {
            var order = JsonSerializer.Deserialize(line, DrillJson.Default.DrillOrder) ?? throw new JsonException("null is not an order");
            return order.HasItsKey ? order : throw new ArchivistException(new DrillOrderInvalid(null));
        }
        catch (JsonException cause)
        {
            // The parser's own message may quote the line, and the line holds secrets.
            throw new ArchivistException(new DrillOrderInvalid(cause.Path));
        }
    }

    /// <summary>Reads an event; anything else on the line is refused with a clear failure.</summary>
    public static DrillEvent ReadEvent(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, DrillJson.Default.DrillEvent) ?? throw new JsonException("null is not an event");
        }
        catch (Exception cause) when (cause is JsonException or NotSupportedException)
        {
            throw new ArchivistException(new DrillEventInvalid(Cause.Of(cause)), cause);
        }
    }
}
