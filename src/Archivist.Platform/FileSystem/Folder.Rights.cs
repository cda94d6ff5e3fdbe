using System.Runtime.InteropServices;
using System.Text;
using Archivist.Platform.Files;
using Archivist.Platform.Kernel;

namespace Archivist.Platform.FileSystem;

internal sealed partial class Folder
{
    private const int OwnerAll = 0x1C0;

    private static readonly byte[] DefaultAcl = "system.posix_acl_default\0"u8.ToArray();
    private static readonly byte[] AccessAcl = "system.posix_acl_access\0"u8.ToArray();

    /// <summary>Changes owner and group of an entry; a symbolic link is not followed.</summary>
    /// <param name="name">The entry.</param>
    /// <param name="user">The new owner; <see cref="uint.MaxValue"/> leaves it as it is.</param>
    /// <param name="group">The new group; <see cref="uint.MaxValue"/> leaves it as it is.</param>
    internal void SetOwner(FileName name, uint user, uint group) =>
        Check(Libc.ChangeOwnerAt(_handle, Terminated(name)[0], user, group, Libc.AtNoFollow), name);

    /// <summary>Sets the mode of an entry that is known not to be a symbolic link: of one, that would be its target's.</summary>
    internal void SetPermissions(FileName name, int permissions) =>
        Check(Libc.ChangeModeAt(_handle, Terminated(name)[0], (uint)permissions, 0), name);

    /// <summary>
    /// Gives the owner of a directory the right to list, change and enter it. Whether that succeeded shows when it is used.
    /// </summary>
    internal void MakeWritable(FileName name, in FileStatus status)
    {
        if ((status.Permissions & OwnerAll) != OwnerAll)
            _ = Libc.ChangeModeAt(_handle, Terminated(name)[0], (uint)(status.Permissions | OwnerAll), 0);
    }

    /// <summary>Entries that are made in this directory inherit rights from a default ACL.</summary>
    internal bool HasDefaultAcl()
    {
        Span<byte> path = stackalloc byte[64];
        WriteProcPath(FileName.Of("."), path);
        byte none = 0;
        return Libc.GetAttribute(path[0], DefaultAcl[0], ref none, 0) > 0;
    }

    /// <summary>Removes both ACLs of a directory inside this one; false when one is left.</summary>
    internal bool TryRemoveAcls(FileName name)
    {
        Span<byte> path = stackalloc byte[64 + name.Bytes.Length];
        WriteProcPath(name, path);
        return TryRemove(path, DefaultAcl) & TryRemove(path, AccessAcl);
    }

    private static bool TryRemove(ReadOnlySpan<byte> path, byte[] attribute) =>
        Libc.RemoveAttribute(path[0], attribute[0]) == 0
        || Marshal.GetLastPInvokeError() is Libc.NoAttribute or Libc.NotSupported;

    /// <summary>Sets an attribute. A full attribute area is that attribute's failure, not the file system's.</summary>
    internal void SetAttribute(FileName name, ExtendedAttribute attribute)
    {
        Span<byte> path = stackalloc byte[64 + name.Bytes.Length];
        WriteProcPath(name, path);
        ReadOnlySpan<byte> value = attribute.Value.Length == 0 ? [0] : attribute.Value;
        if (Libc.SetAttribute(
            path[0], Terminated(Encoding.UTF8.GetBytes(attribute.Name))[0], value[0], (nuint)attribute.Value.Length, 0) != 0)
            throw Failed(name);
    }

    /// <summary>
    /// Removes the attributes that an entry has and should not have: those of users, of root, ACLs and capabilities. What a security module has put there is its own.
    /// </summary>
    /// <returns>True when something was removed.</returns>
    internal bool RemoveOtherAttributes(FileName name, IReadOnlyList<ExtendedAttribute> wanted)
    {
        Span<byte> path = stackalloc byte[64 + name.Bytes.Length];
        WriteProcPath(name, path);
        var hasRemoved = false;
        foreach (var attribute in ListAttributes(path, name))
        {
            var text = Encoding.UTF8.GetString(attribute.AsSpan()[..^1]);
            if (!IsOfFile(text) || wanted.Any(other => other.Name == text))
                continue;
            if (Libc.RemoveAttribute(path[0], attribute[0]) == 0)
                hasRemoved = true;
            else if (Marshal.GetLastPInvokeError() is not (Libc.NoAttribute or Libc.NotSupported))
                throw Failed($"attribute {text} cannot be removed");
        }

        return hasRemoved;
    }

    private static bool IsOfFile(string attribute) =>
        attribute.StartsWith("user.", StringComparison.Ordinal) || attribute.StartsWith("trusted.", StringComparison.Ordinal)
        || attribute is "system.posix_acl_access" or "system.posix_acl_default" or "security.capability";
}
