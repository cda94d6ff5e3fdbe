using Archivist.Platform.Files;
using Tmds.DBus.Protocol;

namespace Archivist.Platform.SystemBus;

/// <summary>Where the system's message bus listens. Thread-safe.</summary>
internal static class BusAddress
{
    private const string Socket = "unix:path=";

    /// <summary>
    /// The address that was given, or else that of the system; null when there is none, or when no socket has its name. A failed attempt to connect costs megabytes: libraries with the symbols of its stack are read.
    /// </summary>
    internal static string? FindSystem(string? bus)
    {
        var address = bus ?? DBusAddress.System;
        if (address is not { Length: > 0 })
            return null;
        if (!address.StartsWith(Socket, StringComparison.Ordinal) || address.AsSpan().ContainsAny(',', ';', '%'))
            return address;
        try
        {
            return FileLookup.Find(address[Socket.Length..]) is null ? null : address;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            // What cannot be looked at is tried.
            return address;
        }
    }
}
