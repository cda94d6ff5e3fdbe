using System.Text.Json;
using Archivist.Repository.Crypto;
using Archivist.Repository.Files;
using Archivist.Repository.Ids;
using Archivist.Repository.Packs;
using Archivist.Repository.Stores;

namespace Archivist.Repository.Indexing;

/// <summary>The JSON of <c>index/</c> files (restic design, "Indexing"), read without an object per blob.</summary>
internal static class IndexFile
{
    internal static ReadOnlyMemory<byte> Write(IEnumerable<(PackId Pack, IReadOnlyList<PackedBlob> Blobs)> packs)
    {
        const int OfBlob = 170, OfPack = 100;
        var all = packs.ToList();
        var json = new GoJson(all.Sum(pack => OfPack + (pack.Blobs.Count * OfBlob))).BeginObject().Name("packs"u8).BeginArray();
        foreach (var (pack, blobs) in all)
        {
            json.BeginObject().Name("id"u8).Id(pack.Value).Name("blobs"u8).BeginArray();
            foreach (var blob in blobs)
            {
                json.BeginObject()
                    .Name("id"u8).Id(blob.Id.Value)
                    .Name("type"u8).Text(blob.Type is BlobType.Tree ? "tree"u8 : "data"u8)
                    .Name("offset"u8).Number(blob.Offset)
                    .Name("length"u8).Number(blob.Length);
                if (blob.IsCompressed)
                    json.Name("uncompressed_length"u8).Number(blob.UncompressedLength);
                json.EndObject();
            }

            json.EndArray().EndObject();
        }

        return json.EndArray().EndObject().Written;
    }

    /// <summary>Hands every pack with its blobs to <paramref name="add"/>.</summary>
    /// <param name="json">The opened file.</param>
    /// <param name="name">Its name, for messages.</param>
    /// <param name="add">Takes each pack.</param>
    /// <param name="supersedes">Takes the ids of indexes that this one says it replaces.</param>
    internal static void Read(ReadOnlySpan<byte> json, ObjectName name, Action<PackId, List<PackedBlob>> add, List<Digest>? supersedes = null)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            Expect(ref reader, JsonTokenType.StartObject);
            while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
            {
                var isPacks = reader.ValueTextEquals("packs"u8);
                var isSupersedes = reader.ValueTextEquals("supersedes"u8);
                reader.Read();
                if (isPacks && reader.TokenType is JsonTokenType.StartArray)
                {
                    while (reader.Read() && reader.TokenType is JsonTokenType.StartObject)
                        ReadPack(ref reader, add);
                    Require(ref reader, JsonTokenType.EndArray);
                }
                else if (isSupersedes && supersedes is not null && reader.TokenType is JsonTokenType.StartArray)
                {
                    while (reader.Read() && reader.TokenType is JsonTokenType.String)
                        supersedes.Add(ReadId(ref reader));
                    Require(ref reader, JsonTokenType.EndArray);
                }
                else
                    reader.Skip();
            }

            Require(ref reader, JsonTokenType.EndObject);
            if (reader.Read())
                throw new FormatException("something comes behind it");
        }
        catch (Exception cause) when (cause is JsonException or FormatException or InvalidOperationException or OverflowException)
        {
            throw FileEnvelope.Malformed(name, cause);
        }
    }

    private static void ReadPack(ref Utf8JsonReader reader, Action<PackId, List<PackedBlob>> add)
    {
        PackId? id = null;
        var blobs = new List<PackedBlob>();
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("id"u8))
            {
                reader.Read();
                id = new PackId(ReadId(ref reader));
            }
            else if (reader.ValueTextEquals("blobs"u8))
            {
                reader.Read();
                while (reader.Read() && reader.TokenType is JsonTokenType.StartObject)
                    blobs.Add(ReadBlob(ref reader));
                Require(ref reader, JsonTokenType.EndArray);
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        Require(ref reader, JsonTokenType.EndObject);
        add(id ?? throw new FormatException("a pack has no id"), blobs);
    }

    private static PackedBlob ReadBlob(ref Utf8JsonReader reader)
    {
        Digest? id = null;
        BlobType? type = null;
        uint offset = 0, length = 0, uncompressed = 0;
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("id"u8))
            {
                reader.Read();
                id = ReadId(ref reader);
            }
            else if (reader.ValueTextEquals("type"u8))
            {
                reader.Read();
                type = reader.ValueTextEquals("tree"u8) ? BlobType.Tree
                    : reader.ValueTextEquals("data"u8) ? BlobType.Data
                    : throw new FormatException("a blob is neither data nor tree");
            }
            else if (reader.ValueTextEquals("offset"u8))
                offset = ReadNumber(ref reader);
            else if (reader.ValueTextEquals("length"u8))
                length = ReadNumber(ref reader);
            else if (reader.ValueTextEquals("uncompressed_length"u8))
                uncompressed = ReadNumber(ref reader);
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        Require(ref reader, JsonTokenType.EndObject);
        if (id is null || type is null || length < Crypto.Sealer.Overhead)
            throw new FormatException("a blob lacks its id, type or length");
        if (Math.Max(length, uncompressed) > Math.Max(BlobLimits.LargestBlob, BlobLimits.LimitOf(type.Value)))
            throw new FormatException($"a blob of {Math.Max(length, uncompressed)} bytes, which no writer makes");
        return new PackedBlob(type.Value, new BlobId(id.Value), offset, length, uncompressed);
    }

    private static Digest ReadId(ref Utf8JsonReader reader)
    {
        Span<byte> bytes = stackalloc byte[Digest.Size];
        return reader.TokenType is JsonTokenType.String && !reader.ValueIsEscaped && reader.ValueSpan.Length == Digest.Size * 2
            && Convert.FromHexString(reader.ValueSpan, bytes, out _, out _) is System.Buffers.OperationStatus.Done
            ? new Digest(bytes)
            : throw new FormatException("an id is not 64 hexadecimal digits");
    }

    private static uint ReadNumber(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetUInt32();
    }

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType token)
    {
        reader.Read();
        Require(ref reader, token);
    }

    /// <summary>A list that holds something else must not end early without a word.</summary>
    private static void Require(ref Utf8JsonReader reader, JsonTokenType token)
    {
        if (reader.TokenType != token)
            throw new FormatException($"{token} was expected");
    }
}
