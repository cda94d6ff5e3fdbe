using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;

namespace Archivist.Discs.Burning.Imapi;

/// <summary>IDispatch of OLE Automation, only for its place in the tables of the interfaces that derive from it.</summary>
[GeneratedComInterface(StringMarshalling = StringMarshalling.Custom, StringMarshallingCustomType = typeof(BStrStringMarshaller))]
[Guid("00020400-0000-0000-C000-000000000046")]
internal partial interface IDispatch
{
    [PreserveSig]
    int GetTypeInfoCount(out uint count);

    [PreserveSig]
    int GetTypeInfo(uint index, uint locale, out nint typeInfo);

    [PreserveSig]
    int GetIDsOfNames(in Guid reserved, nint names, uint count, uint locale, nint ids);

    [PreserveSig]
    int Invoke(int id, in Guid reserved, uint locale, ushort flags, nint parameters, nint result, nint exception, nint argument);
}
