//! The one integration binary of the project is in `all/`; this library is empty.
