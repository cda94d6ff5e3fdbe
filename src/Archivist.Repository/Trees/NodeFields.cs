using System.Text;
using System.Text.Json;
using Archivist.Platform.FileSystem;
using Archivist.Platform.Files;
using Archivist.Repository.Crypto;
using Archivist.Repository.Ids;

namespace Archivist.Repository.Trees;

/// <summary>
/// The fields of one node while its JSON is read; the same instance serves one node after the other. Fields that are not known are kept as they are
/// spelled. Not thread-safe.
/// </summary>
internal sealed class NodeFields
{
    /// <summary>The fields of <see cref="Field"/>, in the order in which they are written, so that the next one is usually the one that is looked for.</summary>
    private static readonly byte[][] Names =
    [
        [.. "name"u8], [.. "type"u8], [.. "mode"u8], [.. "mtime"u8], [.. "atime"u8], [.. "ctime"u8], [.. "uid"u8], [.. "gid"u8],
        [.. "user"u8], [.. "group"u8], [.. "inode"u8], [.. "device_id"u8], [.. "size"u8], [.. "links"u8], [.. "linktarget"u8],
        [.. "linktarget_raw"u8], [.. "extended_attributes"u8], [.. "device"u8], [.. "content"u8], [.. "subtree"u8], [.. "error"u8],
    ];

    /// <summary>A list this long has its length looked up ahead, so that a disk's million pieces are held once.</summary>
    private const int LongContent = 1024;

    private BlobId[] _content = [];
    private int _pieces;
    private readonly List<ExtendedAttribute> _attributes = [];
    private readonly List<byte> _unknown = [];
    private FileName? _name;
    private NodeType? _type;
    private string? _foreign;
    private int _nextField;
    private string? _lastUser, _lastGroup;
    private uint _mode, _uid, _gid;
    private GoTime _modified, _accessed, _changed;
    private string? _user, _group, _error;
    private ulong _inode, _deviceId, _size, _links, _device;
    private byte[]? _target, _rawTarget;
    private BlobId? _subtree;

    /// <summary>A field that is known.</summary>
    internal enum Field
    {
        Name,
        Type,
        Mode,
        ModifiedAt,
        AccessedAt,
        ChangedAt,
        UserId,
        GroupId,
        User,
        Group,
        Inode,
        DeviceId,
        Size,
        Links,
        LinkTarget,
        RawLinkTarget,
        ExtendedAttributes,
        Device,
        Content,
        Subtree,
        Error,
    }

    /// <summary>The field whose name the reader is at; null when it is not known.</summary>
    internal Field? Find(ref Utf8JsonReader reader)
    {
        for (var i = 0; i < Names.Length; i++)
        {
            var number = (_nextField + i) % Names.Length;
            if (!reader.ValueTextEquals(Names[number]))
                continue;
            _nextField = number + 1;
            return (Field)number;
        }

        return null;
    }

    /// <summary>Takes the value of a field.</summary>
    internal void Take(Field field, ref Utf8JsonReader reader)
    {
        switch (field)
        {
            case Field.Name: _name = ReadName(ref reader); break;
            case Field.Type: _type = ReadType(ref reader); break;
            case Field.Mode: _mode = reader.GetUInt32(); break;
            case Field.ModifiedAt: _modified = ReadTime(ref reader); break;
            case Field.AccessedAt: _accessed = ReadTime(ref reader); break;
            case Field.ChangedAt: _changed = ReadTime(ref reader); break;
            case Field.UserId: _uid = reader.GetUInt32(); break;
            case Field.GroupId: _gid = reader.GetUInt32(); break;
            case Field.User: _user = ReadAccount(ref reader, ref _lastUser); break;
            case Field.Group: _group = ReadAccount(ref reader, ref _lastGroup); break;
            case Field.Inode: _inode = reader.GetUInt64(); break;
            case Field.DeviceId: _deviceId = reader.GetUInt64(); break;
            case Field.Size: _size = reader.GetUInt64(); break;
            case Field.Links: _links = reader.GetUInt64(); break;
            case Field.LinkTarget: _target = Encoding.UTF8.GetBytes(reader.GetString() ?? ""); break;
            case Field.RawLinkTarget: _rawTarget = reader.TokenType is JsonTokenType.Null ? null : reader.GetBytesFromBase64(); break;
            case Field.ExtendedAttributes: ReadAttributes(ref reader); break;
            case Field.Device: _device = reader.GetUInt64(); break;
            case Field.Content: ReadContent(ref reader); break;
            case Field.Subtree: _subtree = reader.TokenType is JsonTokenType.Null ? null : ReadId(ref reader); break;
            case Field.Error: _error = reader.GetString(); break;
        }
    }

    /// <summary>Keeps a field that is not known, name and value as JSON; a later version of restic may know it.</summary>
    internal void KeepUnknown(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (_unknown.Count > 0)
            _unknown.Add((byte)',');
        _unknown.AddRange(name);
        if (name[^1] != ':')
            _unknown.Add((byte)':');
        _unknown.AddRange(value);
    }

    /// <summary>Forgets everything, for the next node.</summary>
    internal void Clear()
    {
        (_content, _pieces) = ([], 0);
        _attributes.Clear();
        _unknown.Clear();
        (_name, _type, _foreign, _subtree) = (null, null, null, null);
        (_mode, _uid, _gid, _nextField) = (0, 0, 0, 0);
        (_modified, _accessed, _changed) = (default, default, default);
        (_user, _group, _error, _target, _rawTarget) = (null, null, null, null, null);
        (_inode, _deviceId, _size, _links, _device) = (0, 0, 0, 0, 0);
    }

    internal Node ToNode() => new()
    {
        Name = _name ?? throw new FormatException("a node has no name"),
        Type = _type ?? throw new FormatException("a node has no type"),
        Permissions = TreeFile.PermissionsOf(_mode),
        ModifiedAt = _modified,
        AccessedAt = _accessed,
        ChangedAt = _changed,
        UserId = _uid,
        GroupId = _gid,
        User = _user,
        Group = _group,
        Inode = _inode,
        DeviceId = _deviceId,
        Size = _size,
        Links = _links,
        LinkTarget = _rawTarget ?? _target,
        ExtendedAttributes = _attributes.Count == 0 ? [] : _attributes.ToArray(),
        Device = _device,
        Content = _pieces == _content.Length ? _content : _content[.._pieces],
        Subtree = _subtree,
        Error = _error,
        Foreign = _type is NodeType.Irregular or NodeType.Unknown ? new ForeignType(_foreign!, _mode) : null,
        UnknownFields = _unknown.Count == 0 ? default : _unknown.ToArray(),
    };

    private static FileName ReadName(ref Utf8JsonReader reader) =>
        reader.TokenType is JsonTokenType.String && !reader.ValueIsEscaped && reader.ValueSpan.IndexOf((byte)'\\') < 0
            ? new FileName(reader.ValueSpan.ToArray())
        : FileName.TryUnquote(Encoding.UTF8.GetBytes(reader.GetString() ?? ""), out var name)
            ? name
            : throw new FormatException("a name has an escape that is none");

    /// <summary>The same account owns most of a directory: its name is one string.</summary>
    private static string? ReadAccount(ref Utf8JsonReader reader, ref string? last)
    {
        if (reader.TokenType is JsonTokenType.String && last is not null && reader.ValueTextEquals(last))
            return last;
        return last = reader.GetString();
    }

    private NodeType ReadType(ref Utf8JsonReader reader) =>
        reader.TokenType is JsonTokenType.String && reader.ValueTextEquals("file"u8) ? NodeType.File
        : reader.TokenType is JsonTokenType.String && reader.ValueTextEquals("dir"u8) ? NodeType.Directory
        : ReadRareType(reader.GetString());

    private NodeType ReadRareType(string? type)
    {
        _foreign = null;
        return type switch
        {
            "symlink" => NodeType.SymbolicLink,
            "dev" => NodeType.BlockDevice,
            "chardev" => NodeType.CharacterDevice,
            "fifo" => NodeType.Fifo,
            "socket" => NodeType.Socket,
            null => throw new FormatException("a node has no type"),
            _ => (_foreign = type) is ForeignType.Irregular ? NodeType.Irregular : NodeType.Unknown,
        };
    }

    private static GoTime ReadTime(ref Utf8JsonReader reader) =>
        reader.TokenType is JsonTokenType.String && !reader.ValueIsEscaped && GoTime.TryParse(reader.ValueSpan, out var time)
            ? time
            : throw new FormatException("a time is not in RFC 3339 form");

    private static BlobId ReadId(ref Utf8JsonReader reader)
    {
        Span<byte> bytes = stackalloc byte[Digest.Size];
        return reader.TokenType is JsonTokenType.String && !reader.ValueIsEscaped && reader.ValueSpan.Length == Digest.Size * 2
            && Convert.FromHexString(reader.ValueSpan, bytes, out _, out _) is System.Buffers.OperationStatus.Done
            ? new BlobId(new Digest(bytes))
            : throw new FormatException("an id is not 64 hexadecimal digits");
    }

    private void ReadContent(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is JsonTokenType.Null)
            return;
        if (reader.TokenType is not JsonTokenType.StartArray)
            throw new FormatException("the content of a file is not a list");
        while (reader.Read() && reader.TokenType is JsonTokenType.String)
        {
            if (_pieces == _content.Length)
                Array.Resize(ref _content, _pieces + MorePieces(reader));
            _content[_pieces++] = ReadId(ref reader);
        }

        TreeFile.Expect(ref reader, JsonTokenType.EndArray);
    }

    /// <summary>How many pieces to make room for; the reader is a copy and stands on one of them.</summary>
    private int MorePieces(Utf8JsonReader ahead)
    {
        if (_pieces < LongContent)
            return Math.Max(1, _pieces);
        var count = 1;
        while (ahead.Read() && ahead.TokenType is JsonTokenType.String)
            count++;
        return count;
    }

    private void ReadAttributes(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is JsonTokenType.Null)
            return;
        if (reader.TokenType is not JsonTokenType.StartArray)
            throw new FormatException("the extended attributes are not a list");
        while (reader.Read() && reader.TokenType is JsonTokenType.StartObject)
        {
            string? name = null;
            byte[] value = [];
            while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
            {
                var field = reader.GetString();
                reader.Read();
                if (field == "name")
                    name = reader.GetString();
                else if (field == "value" && reader.TokenType is not JsonTokenType.Null)
                    value = reader.GetBytesFromBase64();
                else
                    reader.Skip();
            }

            TreeFile.Expect(ref reader, JsonTokenType.EndObject);
            _attributes.Add(new ExtendedAttribute(name ?? throw new FormatException("an attribute has no name"), value));
        }

        TreeFile.Expect(ref reader, JsonTokenType.EndArray);
    }
}
