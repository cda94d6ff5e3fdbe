using System.Text;
using System.Text.Json;
using Archivist.Platform.FileSystem;
using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;
using Archivist.Repository.Files;
using Archivist.Repository.Ids;
using Archivist.Repository.Packs;
using Archivist.Repository.Problems;

namespace Archivist.Repository.Trees;

/// <summary>
/// The JSON of tree blobs (restic design, "Trees and Data"). The order and the spelling of the fields are restic's, so that an
/// unchanged directory has the same id whichever tool captured it.
/// </summary>
internal static class TreeFile
{
    private const uint DirectoryBit = 1u << 31;
    private const uint SymbolicLinkBit = 1u << 27;
    private const uint DeviceBit = 1u << 26;
    private const uint FifoBit = 1u << 25;
    private const uint SocketBit = 1u << 24;
    private const uint SetUserIdBit = 1u << 23;
    private const uint SetGroupIdBit = 1u << 22;
    private const uint CharacterDeviceBit = 1u << 21;
    private const uint StickyBit = 1u << 20;

    /// <summary>Writes the nodes, which must be sorted by name.</summary>
    internal static ReadOnlyMemory<byte> Write(IEnumerable<Node> nodes)
    {
        var sorted = nodes as IReadOnlyCollection<Node> ?? [.. nodes];
        var json = new GoJson(ExpectedLength(sorted)).BeginObject().Name("nodes"u8).BeginArray();
        foreach (var node in sorted)
            WriteNode(json, node);
        return json.EndArray().EndObject().Raw("\n"u8).Written;
    }

    /// <summary>A little more than what is written of nodes with usual names; small directories keep their small buffer.</summary>
    private static int ExpectedLength(IReadOnlyCollection<Node> nodes)
    {
        const int OfNode = 400, OfPiece = 2 * Digest.Size + 3;
        long pieces = 0;
        foreach (var node in nodes)
            pieces += node.Content.Count;
        var expected = (nodes.Count * (long)OfNode) + (pieces * OfPiece);
        return expected < 1 << 20 ? 0 : (int)Math.Min(expected, BlobLimits.LargestTree);
    }

    private static void WriteNode(GoJson json, Node node)
    {
        Span<byte> time = stackalloc byte[40];
        json.BeginObject()
            .Name("name"u8).Text(node.Name.Quote())
            .Name("type"u8).Text(node.Foreign is { } foreign ? Encoding.UTF8.GetBytes(foreign.Word) : TypeName(node.Type));
        Unless(json, "mode"u8, node.Foreign?.Mode ?? Mode(node));
        json.Name("mtime"u8).Text(time[..node.ModifiedAt.Format(time)])
            .Name("atime"u8).Text(time[..node.AccessedAt.Format(time)])
            .Name("ctime"u8).Text(time[..node.ChangedAt.Format(time)])
            .Name("uid"u8).Number(node.UserId)
            .Name("gid"u8).Number(node.GroupId);
        if (!string.IsNullOrEmpty(node.User))
            json.Name("user"u8).Text(node.User);
        if (!string.IsNullOrEmpty(node.Group))
            json.Name("group"u8).Text(node.Group);
        Unless(json, "inode"u8, node.Inode);
        Unless(json, "device_id"u8, node.DeviceId);
        Unless(json, "size"u8, node.Size);
        Unless(json, "links"u8, node.Links);
        WriteLinkTarget(json, node);
        WriteAttributes(json, node);
        // Where restic keeps the generic attributes of other systems, which are such fields to us.
        json.Fields(node.UnknownFields.Span);
        Unless(json, "device"u8, node.Device);
        WriteContent(json, node);
        if (node.Subtree is { } subtree)
            json.Name("subtree"u8).Id(subtree.Value);
        if (!string.IsNullOrEmpty(node.Error))
            json.Name("error"u8).Text(node.Error);
        json.EndObject();
    }

    private static void WriteLinkTarget(GoJson json, Node node)
    {
        if (node.LinkTarget is not { Length: > 0 } target)
            return;
        json.Name("linktarget"u8).Text(target);
        if (!System.Text.Unicode.Utf8.IsValid(target))
            json.Name("linktarget_raw"u8).Base64(target);
    }

    private static void WriteAttributes(GoJson json, Node node)
    {
        if (node.ExtendedAttributes.Count == 0)
            return;
        json.Name("extended_attributes"u8).BeginArray();
        foreach (var attribute in node.ExtendedAttributes)
            json.BeginObject().Name("name"u8).Text(attribute.Name).Name("value"u8).Base64(attribute.Value).EndObject();
        json.EndArray();
    }

    private static void WriteContent(GoJson json, Node node)
    {
        json.Name("content"u8);
        if (node.Type is not NodeType.File && node.Content.Count == 0)
        {
            json.Null();
            return;
        }

        json.BeginArray();
        foreach (var blob in node.Content)
            json.Id(blob.Value);
        json.EndArray();
    }

    private static void Unless(GoJson json, ReadOnlySpan<byte> name, ulong value)
    {
        if (value != 0)
            json.Name(name).Number(value);
    }

    /// <summary>Reads a tree; anything that is not one is a <see cref="Failure.Tampering"/> that names the tree.</summary>
    internal static List<Node> Read(ReadOnlySpan<byte> json, BlobId id)
    {
        try
        {
            var nodes = new List<Node>();
            var fields = new NodeFields();
            var reader = new Utf8JsonReader(json);
            if (!reader.Read() || reader.TokenType is not JsonTokenType.StartObject)
                throw new FormatException("an object was expected");
            while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
            {
                var isNodes = reader.ValueTextEquals("nodes"u8);
                reader.Read();
                if (isNodes && reader.TokenType is JsonTokenType.StartArray)
                {
                    while (reader.Read() && reader.TokenType is JsonTokenType.StartObject)
                        nodes.Add(ReadNode(fields, ref reader, json));
                    Expect(ref reader, JsonTokenType.EndArray);
                }
                else
                    reader.Skip();
            }

            Expect(ref reader, JsonTokenType.EndObject);
            return reader.Read() ? throw new FormatException("something comes behind it") : nodes;
        }
        catch (Exception cause) when (cause is JsonException or FormatException or InvalidOperationException or OverflowException)
        {
            throw new ArchivistException(new TreeMalformed(id, Cause.Of(cause)), cause);
        }
    }

    private static Node ReadNode(NodeFields fields, ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        fields.Clear();
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var spelling = json[(int)reader.TokenStartIndex..(int)reader.BytesConsumed];
            var field = fields.Find(ref reader);
            reader.Read();
            if (field is { } known)
                fields.Take(known, ref reader);
            else
                TakeUnknown(fields, spelling, ref reader, json);
        }

        Expect(ref reader, JsonTokenType.EndObject);
        return fields.ToNode();
    }

    /// <summary>A list that holds something else must not end early without a word.</summary>
    internal static void Expect(ref Utf8JsonReader reader, JsonTokenType token)
    {
        if (reader.TokenType != token)
            throw new FormatException($"{token} was expected, not {reader.TokenType}");
    }

    private static void TakeUnknown(NodeFields fields, ReadOnlySpan<byte> name, ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        fields.KeepUnknown(name, json[start..(int)reader.BytesConsumed]);
    }

    private static ReadOnlySpan<byte> TypeName(NodeType type) => type switch
    {
        NodeType.File => "file"u8,
        NodeType.Directory => "dir"u8,
        NodeType.SymbolicLink => "symlink"u8,
        NodeType.BlockDevice => "dev"u8,
        NodeType.CharacterDevice => "chardev"u8,
        NodeType.Fifo => "fifo"u8,
        _ => "socket"u8,
    };

    private static uint Mode(Node node)
    {
        var mode = (uint)node.Permissions & 0x1ff;
        mode |= node.Type switch
        {
            NodeType.Directory => DirectoryBit,
            NodeType.SymbolicLink => SymbolicLinkBit,
            NodeType.BlockDevice => DeviceBit,
            NodeType.CharacterDevice => DeviceBit | CharacterDeviceBit,
            NodeType.Fifo => FifoBit,
            NodeType.Socket => SocketBit,
            _ => 0,
        };
        if ((node.Permissions & 0x800) != 0)
            mode |= SetUserIdBit;
        if ((node.Permissions & 0x400) != 0)
            mode |= SetGroupIdBit;
        if ((node.Permissions & 0x200) != 0)
            mode |= StickyBit;
        return mode;
    }

    internal static int PermissionsOf(uint mode) =>
        (int)(mode & 0x1ff)
        | ((mode & SetUserIdBit) != 0 ? 0x800 : 0)
        | ((mode & SetGroupIdBit) != 0 ? 0x400 : 0)
        | ((mode & StickyBit) != 0 ? 0x200 : 0);
}
