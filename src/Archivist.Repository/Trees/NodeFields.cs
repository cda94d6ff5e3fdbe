using System.Text;
using System.Text.Json;

namespace Archivist.Repository.Trees;

/// <summary>The fields of one node while its JSON is read. Fields that are not known are kept as they are spelled.</summary>
internal sealed class NodeFields
{
    /// <summary>A list this long has its length looked up ahead, so that a disk's million pieces are held once.</summary>
    private const int LongContent = 1024;

    private BlobId[] _content = [];
    private int _pieces;
    private readonly List<ExtendedAttribute> _attributes = [];
    private readonly List<byte> _unknown = [];
    private FileName? _name;
    private NodeType? _type;
    private uint _mode, _uid, _gid;
    private GoTime _modified, _accessed, _changed;
    private string? _user, _group, _error;
    private ulong _inode, _deviceId, _size, _links, _device;
    private byte[]? _target, _rawTarget;
    private BlobId? _subtree;

    /// <summary>False, and nothing was read, when the field is not known.</summary>
    internal bool Take(string field, ref Utf8JsonReader reader)
    {
        switch (field)
        {
            case "name": _name = ReadName(ref reader); break;
            case "type": _type = ReadType(reader.GetString()); break;
            case "mode": _mode = reader.GetUInt32(); break;
            case "mtime": _modified = ReadTime(ref reader); break;
            case "atime": _accessed = ReadTime(ref reader); break;
            case "ctime": _changed = ReadTime(ref reader); break;
            case "uid": _uid = reader.GetUInt32(); break;
            case "gid": _gid = reader.GetUInt32(); break;
            case "user": _user = reader.GetString(); break;
            case "group": _group = reader.GetString(); break;
            case "inode": _inode = reader.GetUInt64(); break;
            case "device_id": _deviceId = reader.GetUInt64(); break;
            case "size": _size = reader.GetUInt64(); break;
            case "links": _links = reader.GetUInt64(); break;
            case "linktarget": _target = Encoding.UTF8.GetBytes(reader.GetString() ?? ""); break;
            case "linktarget_raw": _rawTarget = reader.TokenType is JsonTokenType.Null ? null : reader.GetBytesFromBase64(); break;
            case "extended_attributes": ReadAttributes(ref reader); break;
            case "device": _device = reader.GetUInt64(); break;
            case "content": ReadContent(ref reader); break;
            case "subtree": _subtree = reader.TokenType is JsonTokenType.Null ? null : ReadId(ref reader); break;
            case "error": _error = reader.GetString(); break;
            default: return false;
        }

        return true;
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
        UnknownFields = _unknown.Count == 0 ? default : _unknown.ToArray(),
    };

    private static FileName ReadName(ref Utf8JsonReader reader) =>
        FileName.TryUnquote(Encoding.UTF8.GetBytes(reader.GetString() ?? ""), out var name)
            ? name
            : throw new FormatException("a name has an escape that is none");

    private static NodeType ReadType(string? type) => type switch
    {
        "file" => NodeType.File,
        "dir" => NodeType.Directory,
        "symlink" => NodeType.SymbolicLink,
        "dev" => NodeType.BlockDevice,
        "chardev" => NodeType.CharacterDevice,
        "fifo" => NodeType.Fifo,
        "socket" => NodeType.Socket,
        _ => throw new FormatException($"'{type}' is not a node type"),
    };

    private static GoTime ReadTime(ref Utf8JsonReader reader) =>
        GoTime.TryParse(reader.GetString(), out var time)
            ? time
            : throw new FormatException("a time is not in RFC 3339 form");

    private static BlobId ReadId(ref Utf8JsonReader reader)
    {
        Span<byte> bytes = stackalloc byte[Digest.Size];
        return reader.TokenType is JsonTokenType.String && !reader.ValueIsEscaped && reader.ValueSpan.Length == Digest.Size * 2
            && Convert.FromHexString(reader.ValueSpan, bytes, out _, out _) is System.Buffers.OperationStatus.Done
            ? new BlobId(new Digest(bytes))
            : new BlobId(Digest.Parse(reader.GetString() ?? "", null));
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

            _attributes.Add(new ExtendedAttribute(name ?? throw new FormatException("an attribute has no name"), value));
        }
    }
}
