using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Archivist.Platform.Kernel;

namespace Archivist.Platform.FileSystem;

/// <summary>Names of users and groups, asked once each. Thread-safe.</summary>
internal static class Account
{
    private static readonly ConcurrentDictionary<uint, string> Users = new();
    private static readonly ConcurrentDictionary<uint, string> Groups = new();

    /// <summary>The user's name, or an empty text when the machine knows none.</summary>
    internal static string UserName(uint id) => Users.GetOrAdd(id, Lookup, true);

    /// <summary>The group's name, or an empty text when the machine knows none.</summary>
    internal static string GroupName(uint id) => Groups.GetOrAdd(id, Lookup, false);

    private static string Lookup(uint id, bool isUser)
    {
        const int Retry = 34;
        Span<nint> entry = stackalloc nint[16];
        for (var size = 1024; size <= 1 << 20; size *= 4)
        {
            var buffer = GC.AllocateUninitializedArray<byte>(size, pinned: true);
            var error = isUser
                ? Libc.GetPasswordEntry(id, ref entry[0], ref buffer[0], (nuint)size, out var found)
                : Libc.GetGroupEntry(id, ref entry[0], ref buffer[0], (nuint)size, out found);
            if (error == Retry)
                continue;
            return error == 0 && found != 0 ? Marshal.PtrToStringUTF8(entry[0]) ?? "" : "";
        }

        return "";
    }
}
